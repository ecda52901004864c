"""memberRemove: leave an organisation, or remove somebody."""

import strawberry

from server.policies.permissions import Permission
from server.schema.context import Info
from server.schema.fields import field, input_type
from server.schema.mutation import mutation
from server.schema.nodes import key_of
from server.services.members import remove


@input_type
class MemberRemoveInput:
    """Which membership ends."""

    membership_id: strawberry.ID = field("One's own, or one of an organisation that the viewer administers.")


class MemberRemoved:
    """What the removal gives."""

    removed: bool


@mutation(may=Permission.SELF, runs=remove.remove, gives=MemberRemoved)
def member_remove(info: Info, input: MemberRemoveInput) -> dict[str, object]:
    """End a membership. The last administrator of an organisation stays."""
    remove.remove(info.context.act, key_of(input.membership_id, "Membership", ("membership_id",)))
    return {"removed": True}
