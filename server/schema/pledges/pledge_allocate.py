"""pledgeAllocate: allot a part of a pledge to a recipient."""

import strawberry

from server.core.guards import Guard
from server.policies.permissions import Permission
from server.schema.context import Info
from server.schema.fields import field, idempotency_key, input_type
from server.schema.mutation import mutation
from server.schema.nodes import key_of
from server.schema.pledges.types import Allocation
from server.services.pledges import allocate


@input_type
class PledgeAllocateInput:
    """Which part for whom."""

    pledge_id: strawberry.ID = field("An accepted pledge.")
    recipient_id: strawberry.ID = field("A recipient of the unit that the pledge is for.")
    quantity: int = field("How many whole units.")
    idempotency_key: str | None = idempotency_key()


class Allotted:
    """What an allotment gives; `warnings` are windows in which the recipient has had its share, without a bar.

    They are null when the answer repeats an earlier one.
    """

    allocation: Allocation
    warnings: list[str]


@mutation(
    may=Permission.PLEDGE_ALLOCATE,
    runs=allocate.allocate,
    enforces=(Guard.ELIGIBILITY, Guard.OVERLAP, Guard.REMAINING),
    gives=Allotted,
)
def pledge_allocate(info: Info, input: PledgeAllocateInput) -> allocate.Allotted:
    """Allot a part of a pledge. The recipient is judged now, and its share in the window of the aid is taken."""
    part = allocate.Part(
        pledge=key_of(input.pledge_id, "Pledge", ("pledge_id",)),
        recipient=key_of(input.recipient_id, "Recipient", ("recipient_id",)),
        quantity=input.quantity,
    )
    return allocate.allocate(info.context.act, part)
