"""memberInvite: ask somebody into an organisation."""

import strawberry

from server.core.actor import MemberRole
from server.models.membership import Invitation as InvitationRow
from server.policies.permissions import Permission
from server.schema.context import Info
from server.schema.fields import field, idempotency_key, input_type
from server.schema.identity.belonging import Invitation
from server.schema.mutation import mutation
from server.schema.nodes import key_of
from server.services.members import invite


@input_type
class MemberInviteInput:
    """Whom to ask, and as what."""

    collaborator_id: strawberry.ID = field("The organisation, which the viewer administers.")
    email: str = field("The address of the person, with or without an account.")
    role: MemberRole = field("What the person is to be.")
    idempotency_key: str | None = idempotency_key()


@mutation(may=Permission.MEMBER_MANAGE, runs=invite.invite, gives=Invitation)
def member_invite(info: Info, input: MemberInviteInput) -> InvitationRow:
    """Send an invitation, which the owner of the address can accept for 14 days."""
    organisation = key_of(input.collaborator_id, "Collaborator", ("collaborator_id",))
    return invite.invite(info.context.act, invite.Invite(organisation, input.email, input.role))
