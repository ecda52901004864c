"""deliveryDispute: the unit says that a delivery is not as reported."""

import strawberry

from server.models.delivery import Delivery as DeliveryRow
from server.policies.permissions import Permission
from server.schema.context import Info
from server.schema.deliveries.types import Delivery
from server.schema.fields import field, idempotency_key, input_type
from server.schema.mutation import mutation
from server.schema.nodes import key_of
from server.services.deliveries import confirm


@input_type
class DeliveryDisputeInput:
    """What is wrong."""

    delivery_id: strawberry.ID = field("The delivery.")
    expected_version: int = field("The version of it that was read.")
    note: str = field("What happened.")
    idempotency_key: str | None = idempotency_key()


@mutation(may=Permission.DELIVERY_CONFIRM, runs=confirm.dispute, gives=Delivery)
def delivery_dispute(info: Info, input: DeliveryDisputeInput) -> DeliveryRow:
    """Dispute a delivery: what was confirmed of it stays, and the rest waits to be looked into."""
    key = key_of(input.delivery_id, "Delivery", ("delivery_id",))
    return confirm.dispute(info.context.act, confirm.Word(key, input.expected_version, input.note))
