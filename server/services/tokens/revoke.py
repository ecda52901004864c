"""Ending access tokens."""

from uuid import UUID

from server.core.act import Act
from server.core.errors import NotFound
from server.core.verbs import verb
from server.models.access_token import AccessToken
from server.services import audit
from server.services.identity.streams import stream


@verb()
def revoke(act: Act, token_id: UUID) -> AccessToken:
    """End a token of the acting account; ending it twice changes nothing."""
    row: AccessToken | None = AccessToken.get_or_none(
        AccessToken.id == token_id, AccessToken.account == act.actor.account_id
    )
    if row is None or act.actor.account_id is None:
        raise NotFound(path=("token_id",))
    if row.revoked_at is None:
        AccessToken.update(revoked_at=act.now).where(AccessToken.id == token_id).execute()
        row.revoked_at = act.now
        audit.record(act, stream(act.actor.account_id), "token.revoked", {"token": token_id})
    return row


def revoke_all(act: Act, account_id: UUID) -> None:
    """End all tokens of an account."""
    AccessToken.update(revoked_at=act.now).where(
        AccessToken.account == account_id, AccessToken.revoked_at.is_null()
    ).execute()


def used(act: Act, token_id: UUID) -> None:
    """Note that the token is in use. The edge calls it at most once a minute."""
    AccessToken.update(last_used_at=act.now).where(AccessToken.id == token_id).execute()
