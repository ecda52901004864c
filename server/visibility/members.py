"""Members see the members of their organisations; administrators see the invitations too."""

from typing import Any

from server.core.act import Act
from server.core.actor import MemberRole
from server.models.account import Account
from server.models.membership import Invitation, Membership
from server.policies.permissions import Permission
from server.policies.permits import permits
from server.visibility.scopes import NOTHING


def visible(act: Act) -> Any:
    """Everybody in the organisations that the actor belongs to."""
    if not permits(act, Permission.SELF) and not permits(act, Permission.MEMBER_MANAGE):
        return NOTHING
    return Membership.collaborator.in_(list(act.actor.organisations))


def accounts_of_members(act: Act) -> Any:
    """The accounts behind the memberships that the actor sees."""
    return Account.id.in_(Membership.select(Membership.account).where(visible(act)))


def invitations(act: Act) -> Any:
    """The invitations of the organisations that the actor administers."""
    if not permits(act, Permission.MEMBER_MANAGE):
        return NOTHING
    administered = [key for key, role in act.actor.organisations.items() if role is MemberRole.ADMIN]
    return Invitation.collaborator.in_(administered)
