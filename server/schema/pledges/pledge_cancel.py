"""pledgeCancel: take back what was not handed over."""

import strawberry

from server.models.pledge import Pledge as PledgeRow
from server.policies.permissions import Permission
from server.schema.context import Info
from server.schema.fields import field, idempotency_key, input_type
from server.schema.mutation import mutation
from server.schema.nodes import key_of
from server.schema.pledges.types import Pledge
from server.services.pledges import cancel


@input_type
class PledgeCancelInput:
    """Which pledge."""

    pledge_id: strawberry.ID = field("The pledge.")
    expected_version: int = field("The version of it that was read.")
    idempotency_key: str | None = idempotency_key()


@mutation(may=Permission.PLEDGE_PLACE, runs=cancel.cancel, gives=Pledge)
def pledge_cancel(info: Info, input: PledgeCancelInput) -> PledgeRow:
    """Cancel a pledge: what was not handed over can be promised by others at once. Twice is as good as once."""
    return cancel.cancel(info.context.act, key_of(input.pledge_id, "Pledge", ("pledge_id",)), input.expected_version)
