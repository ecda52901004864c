"""The unit's independent word on what came: the whole, a part, or nothing."""

from uuid import UUID

from server.core.act import Act
from server.core.dialect import locked
from server.core.errors import InvalidInput, NotFound
from server.core.verbs import verb
from server.models.delivery import Confirmation, Delivery, DeliveryState
from server.models.ledger_entry import EntryKind
from server.models.need import Need
from server.models.pledge import Pledge
from server.policies.permissions import Permission
from server.policies.permits import require
from server.policies.predicates import Case
from server.services import audit, ledger
from server.services.deliveries.refusals import DeliveryNotOpen, MoreThanDelivered
from server.services.needs import quantities
from server.visibility import deliveries as visibility


@verb(refuses=(DeliveryNotOpen, MoreThanDelivered))
def confirm(act: Act, delivery_id: UUID, quantity: int) -> Delivery:
    """Confirm ``quantity`` units of a delivery; it stays open for the rest until all of it is confirmed."""
    need, pledge, delivery = _for_update(act, delivery_id)
    if quantity < 1:
        raise InvalidInput(path=("quantity",), reason="NOT_POSITIVE")
    left = delivery.quantity - confirmed_of(delivery)
    if quantity > left:
        raise MoreThanDelivered(path=("quantity",), delivered=left)
    if not quantities.confirm(need.id, quantity):
        raise AssertionError(f"need {need.id} confirms more than was delivered")
    Confirmation.create(created_at=act.now, delivery=delivery, quantity=quantity, by=act.actor.account_id)
    state = DeliveryState.CONFIRMED if quantity == left else DeliveryState.REPORTED
    ledger.post(act, need, EntryKind.CONFIRMED, quantity, pledge=pledge)
    audit.record(act, f"pledge:{pledge.id}", "delivery.confirmed", {"delivery": delivery.id, "quantity": quantity})
    return _moved(delivery, state)


@verb(refuses=(DeliveryNotOpen,))
def dispute(act: Act, delivery_id: UUID, note: str) -> Delivery:
    """Say that a delivery did not come, or not as reported; ``note`` says what happened."""
    _, pledge, delivery = _for_update(act, delivery_id)
    if not note.strip():
        raise InvalidInput(path=("note",), reason="REQUIRED")
    Confirmation.create(
        created_at=act.now, delivery=delivery, quantity=0, by=act.actor.account_id, is_dispute=True, note=note.strip()
    )
    audit.record(act, f"pledge:{pledge.id}", "delivery.disputed", {"delivery": delivery.id})
    return _moved(delivery, DeliveryState.DISPUTED)


def confirmed_of(delivery: Delivery) -> int:
    """Return how many units of the delivery were confirmed so far."""
    return sum(row.quantity for row in Confirmation.select().where(Confirmation.delivery == delivery.id))


def _for_update(act: Act, key: UUID) -> tuple[Need, Pledge, Delivery]:
    seen = Delivery.select(Delivery, Pledge).join(Pledge).where(Delivery.id == key, visibility.visible(act)).first()
    if seen is None:
        raise NotFound(path=("delivery_id",))
    need = locked(Need.select().where(Need.id == seen.pledge.need_id)).get()
    require(act, Permission.DELIVERY_CONFIRM, Case(unit=need.unit_id))
    delivery = locked(Delivery.select().where(Delivery.id == key)).get()
    if delivery.state is not DeliveryState.REPORTED:
        raise DeliveryNotOpen(path=("delivery_id",), state=delivery.state.value)
    return need, seen.pledge, delivery


def _moved(delivery: Delivery, state: DeliveryState) -> Delivery:
    Delivery.update(state=state, version=Delivery.version + 1).where(Delivery.id == delivery.id).execute()
    return Delivery.get_by_id(delivery.id)
