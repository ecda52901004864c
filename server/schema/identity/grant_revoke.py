"""grantRevoke: take a role back."""

import strawberry

from server.models.grant import Grant as GrantRow
from server.policies.permissions import Permission
from server.schema.context import Info
from server.schema.fields import field, input_type
from server.schema.identity.types import Grant
from server.schema.mutation import mutation
from server.schema.nodes import key_of
from server.services.grants import revoke


@input_type
class GrantRevokeInput:
    """Which grant ends."""

    grant_id: strawberry.ID = field("The grant.")


@mutation(may=Permission.GRANT_MANAGE, runs=revoke.revoke, gives=Grant)
def grant_revoke(info: Info, input: GrantRevokeInput) -> GrantRow:
    """End a grant now; it stays on record."""
    return revoke.revoke(info.context.act, key_of(input.grant_id, "Grant", ("grant_id",)))
