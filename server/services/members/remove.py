"""Leaving an organisation, or being made to."""

from uuid import UUID

from server.core.act import Act
from server.core.actor import MemberRole
from server.core.dialect import locked
from server.core.errors import NotFound
from server.core.verbs import verb
from server.models.membership import Membership
from server.policies.permissions import Permission
from server.policies.permits import require
from server.policies.predicates import Case
from server.services import audit
from server.services.identity.refusals import LastAdmin
from server.services.members.invite import stream


@verb(refuses=(LastAdmin,))
def remove(act: Act, membership_id: UUID) -> Membership:
    """End a membership: one's own, or any of an organisation that the actor administers. One administrator stays."""
    found: Membership | None = Membership.get_or_none(Membership.id == membership_id)
    if found is None or found.collaborator not in act.actor.organisations:
        raise NotFound(path=("membership_id",))
    if found.account_id != act.actor.account_id:
        require(act, Permission.MEMBER_MANAGE, Case(organisation=found.collaborator))
    # All administrators are locked, in one order: two who leave at once must not both find the other still there.
    admins = Membership.select().where(
        Membership.collaborator == found.collaborator, Membership.role == MemberRole.ADMIN
    )
    held = [row.id for row in locked(admins.order_by(Membership.id))]
    if held == [membership_id]:
        raise LastAdmin
    if not Membership.delete().where(Membership.id == membership_id).execute():
        raise NotFound(path=("membership_id",))
    audit.record(act, stream(found.collaborator), "member.removed", {"account": found.account_id})
    return found
