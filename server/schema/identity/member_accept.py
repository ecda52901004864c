"""memberAccept: accept an invitation."""

from dataclasses import replace

from server.models.membership import Membership as MembershipRow
from server.policies.permissions import Permission
from server.schema.context import Info
from server.schema.fields import field, input_type
from server.schema.identity.belonging import Membership
from server.schema.mutation import mutation
from server.services.members import invite


@input_type
class MemberAcceptInput:
    """What the mail holds."""

    token: str = field("The token in the link of the invitation.")


@mutation(may=Permission.SELF, runs=invite.accept, gives=Membership)
def member_accept(info: Info, input: MemberAcceptInput) -> MembershipRow:
    """Join the organisation that invited the viewer's address."""
    context = info.context
    joined = invite.accept(context.act, input.token)
    actor = context.act.actor
    context.become(replace(actor, organisations={**actor.organisations, joined.collaborator: joined.role}))
    return joined
