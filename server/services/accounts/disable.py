"""Closing an account for good or for a while."""

from uuid import UUID

from server.core.act import Act
from server.core.errors import NotFound, NotPermitted
from server.core.verbs import verb
from server.models.account import Account
from server.models.grant import Grant
from server.services import audit
from server.services.approvals import reassess
from server.services.grants.create import require_over
from server.services.identity.streams import stream
from server.services.sessions.end import end_all
from server.services.tokens.revoke import revoke_all


@verb()
def disable(act: Act, account_id: UUID) -> Account:
    """Disable the account: it cannot sign in, its sessions and tokens end at once. Doing it twice changes nothing.

    Nobody disables themself: the last administrator would lock everybody out.
    """
    if account_id == act.actor.account_id:
        raise NotPermitted(path=("account_id",), reason="NOT_YOURSELF")
    if not act.actor.is_system:
        require_over(act, account_id)
    changed = Account.update(disabled_at=act.now).where(Account.id == account_id, Account.disabled_at.is_null())
    if changed.execute():
        end_all(account_id)
        revoke_all(act, account_id)
        audit.record(act, stream(account_id), "account.disabled")
        for grant in Grant.select().where(Grant.account == account_id, Grant.revoked_at.is_null()):
            reassess.when_taken(act, grant)
    account: Account | None = Account.get_or_none(Account.id == account_id)
    if account is None:
        raise NotFound(path=("account_id",))
    return account
