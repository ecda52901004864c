"""deliveryReport: say what was handed over."""

from datetime import datetime

import strawberry

from server.core.guards import Guard
from server.models.delivery import Delivery as DeliveryRow
from server.policies.permissions import Permission
from server.schema.context import Info
from server.schema.deliveries.types import Delivery
from server.schema.fields import field, idempotency_key, input_type, optional
from server.schema.given import value_or_none
from server.schema.mutation import mutation
from server.schema.nodes import key_of
from server.services.deliveries import report


@input_type
class DeliveryReportInput:
    """What was handed over, when, and what proves it."""

    pledge_id: strawberry.ID = field("The pledge.")
    quantity: int = field("How many whole units of it were handed over.")
    delivered_at: datetime = field("When.")
    allocation_ids: list[strawberry.ID] | None = optional(
        "The parts that were handed over; needed while parts for other recipients are still to come."
    )
    surplus: int | None = optional("What came on top of the promise.")
    receiver_role: str | None = optional("Who took it, by role and not by name.")
    note: str | None = optional("What the parties should know.")
    proof_id: strawberry.ID | None = optional("An upload of the viewer: the signed report or a photo.")
    idempotency_key: str | None = idempotency_key()


@mutation(
    may=Permission.DELIVERY_REPORT,
    runs=report.report,
    enforces=(Guard.ELIGIBILITY, Guard.REMAINING),
    gives=Delivery,
)
def delivery_report(info: Info, input: DeliveryReportInput) -> DeliveryRow:
    """Report a hand-over of a part or the whole of a pledge; the unit then says what came."""
    parts = value_or_none(input.allocation_ids) or []
    handover = report.Handover(
        pledge=key_of(input.pledge_id, "Pledge", ("pledge_id",)),
        quantity=input.quantity,
        delivered_at=input.delivered_at,
        allocations=tuple(key_of(one, "Allocation", ("allocation_ids", at)) for at, one in enumerate(parts)),
        proof=key_of(input.proof_id, "Upload", ("proof_id",)) if input.proof_id else None,
        surplus=value_or_none(input.surplus) or 0,
        receiver_role=value_or_none(input.receiver_role),
        note=value_or_none(input.note),
    )
    return report.report(info.context.act, handover)
