"""deliveryConfirm: the unit says what came."""

import strawberry

from server.models.delivery import Delivery as DeliveryRow
from server.policies.permissions import Permission
from server.schema.context import Info
from server.schema.deliveries.types import Delivery
from server.schema.fields import field, idempotency_key, input_type, optional
from server.schema.given import value_or_none
from server.schema.mutation import mutation
from server.schema.nodes import key_of
from server.services.deliveries import confirm


@input_type
class DeliveryConfirmInput:
    """What came."""

    delivery_id: strawberry.ID = field("The delivery.")
    expected_version: int = field("The version of it that was read.")
    quantity: int = field("How many whole units came; in parts, if need be.")
    note: str | None = optional("What the parties should know.")
    idempotency_key: str | None = idempotency_key()


@mutation(may=Permission.DELIVERY_CONFIRM, runs=confirm.confirm, gives=Delivery)
def delivery_confirm(info: Info, input: DeliveryConfirmInput) -> DeliveryRow:
    """Confirm what came of a delivery; it stays open for the rest."""
    key = key_of(input.delivery_id, "Delivery", ("delivery_id",))
    word = confirm.Word(key, input.expected_version, value_or_none(input.note))
    return confirm.confirm(info.context.act, word, input.quantity)
