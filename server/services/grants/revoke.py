"""Taking a role back."""

from uuid import UUID

from server.core.act import Act
from server.core.errors import NotFound, NotPermitted
from server.core.roles import Role
from server.core.verbs import verb
from server.models.grant import Grant
from server.services import audit
from server.services.approvals import reassess
from server.services.identity.streams import stream


@verb()
def revoke(act: Act, grant_id: UUID) -> Grant:
    """End a grant now; its row stays as history. Ending it twice changes nothing."""
    grant: Grant | None = Grant.get_or_none(Grant.id == grant_id)
    if grant is None:
        raise NotFound(path=("grant_id",))
    own = act.actor.scopes_of(Role.SYSADMIN)
    if not act.actor.is_system and not any(scope.covers(grant.area, grant.sector) for scope in own):
        raise NotPermitted(path=("grant_id",), reason="NO_GRANT")
    if grant.revoked_at is None:
        Grant.update(revoked_at=act.now).where(Grant.id == grant_id).execute()
        grant.revoked_at = act.now
        audit.record(act, stream(grant.account_id), "grant.revoked", {"grant": grant_id, "role": grant.role})
        reassess.when_taken(act, grant)
    return grant
