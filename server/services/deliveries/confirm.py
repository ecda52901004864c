"""The unit's independent word on what came: the whole, a part, or nothing."""

from dataclasses import dataclass
from uuid import UUID

from server.core.act import Act
from server.core.dialect import locked
from server.core.errors import InvalidInput, NotFound, NotPermitted, VersionConflict
from server.core.verbs import verb
from server.models.delivery import Confirmation, Delivery, DeliveryState
from server.models.ledger_entry import EntryKind
from server.models.need import Need
from server.models.pledge import Pledge
from server.policies.permissions import Permission
from server.policies.permits import require
from server.policies.predicates import Case
from server.services import audit, free_text, ledger
from server.services.deliveries.refusals import DeliveryNotOpen, MoreThanDelivered
from server.services.needs import quantities
from server.visibility import deliveries as visibility

LONGEST_NOTE = 1000


@dataclass(frozen=True, slots=True)
class Word:
    """What is said of a delivery that was read at version ``expected_version``."""

    delivery: UUID
    expected_version: int
    note: str | None = None


@verb(refuses=(DeliveryNotOpen, MoreThanDelivered, VersionConflict))
def confirm(act: Act, word: Word, quantity: int) -> Delivery:
    """Confirm ``quantity`` units of a delivery; it stays open for the rest until all of it is confirmed."""
    note = free_text.read(word.note, ("note",), LONGEST_NOTE) if word.note else None
    need, pledge, delivery = _for_update(act, word)
    if quantity < 1:
        raise InvalidInput(path=("quantity",), reason="NOT_POSITIVE")
    left = delivery.quantity - delivery.confirmed
    if quantity > left:
        raise MoreThanDelivered(path=("quantity",), delivered=left)
    if not quantities.confirm(need.id, quantity):
        raise AssertionError(f"need {need.id} confirms more than was delivered")
    Pledge.update(confirmed=Pledge.confirmed + quantity).where(Pledge.id == pledge.id).execute()
    Confirmation.create(created_at=act.now, delivery=delivery, quantity=quantity, by=act.actor.account_id, note=note)
    ledger.post(act, need, EntryKind.CONFIRMED, quantity, pledge=pledge)
    audit.record(act, f"pledge:{pledge.id}", "delivery.confirmed", {"delivery": delivery.id, "quantity": quantity})
    return _moved(delivery, quantity, DeliveryState.CONFIRMED if quantity == left else DeliveryState.REPORTED)


@verb(refuses=(DeliveryNotOpen, VersionConflict))
def dispute(act: Act, word: Word) -> Delivery:
    """Say that a delivery did not come, or not as reported; the note says what happened."""
    note = free_text.read(word.note or "", ("note",), LONGEST_NOTE)
    _, pledge, delivery = _for_update(act, word)
    by = act.actor.account_id
    Confirmation.create(created_at=act.now, delivery=delivery, quantity=0, by=by, is_dispute=True, note=note)
    audit.record(act, f"pledge:{pledge.id}", "delivery.disputed", {"delivery": delivery.id})
    return _moved(delivery, 0, DeliveryState.DISPUTED)


def require_confirmable(act: Act, need: Need, delivery: Delivery, giver: UUID) -> None:
    """Return when the actor may say what came of the delivery of ``giver`` (a collaborator): never who gave it."""
    require(act, Permission.DELIVERY_CONFIRM, Case(unit=need.unit_id))
    if act.actor.account_id == delivery.reported_by or giver in act.actor.organisations:
        raise NotPermitted(path=("delivery_id",), reason="OWN_DELIVERY")
    if delivery.state is not DeliveryState.REPORTED:
        raise DeliveryNotOpen(path=("delivery_id",), state=delivery.state.value)


def _for_update(act: Act, word: Word) -> tuple[Need, Pledge, Delivery]:
    """Return need, pledge and delivery, locked in this order, when the actor speaks for the unit and it is open."""
    seen = (
        Delivery.select(Delivery, Pledge).join(Pledge).where(Delivery.id == word.delivery, visibility.visible(act))
    ).first()
    if seen is None:
        raise NotFound(path=("delivery_id",))
    need = locked(Need.select().where(Need.id == seen.pledge.need_id)).get()
    pledge = locked(Pledge.select().where(Pledge.id == seen.pledge_id)).get()
    delivery = locked(Delivery.select().where(Delivery.id == word.delivery)).get()
    require_confirmable(act, need, delivery, pledge.collaborator_id)
    if delivery.version != word.expected_version:
        raise VersionConflict(path=("expected_version",), current_version=delivery.version)
    return need, pledge, delivery


def _moved(delivery: Delivery, quantity: int, state: DeliveryState) -> Delivery:
    changes = {"state": state, "confirmed": Delivery.confirmed + quantity, "version": Delivery.version + 1}
    Delivery.update(changes).where(Delivery.id == delivery.id).execute()
    return Delivery.get_by_id(delivery.id)
