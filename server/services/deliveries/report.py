"""Hand-over: what was promised becomes delivered, with proof; eligibility is looked at once more (PRODUCT §5)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from server.core.act import Act
from server.core.errors import InvalidInput
from server.core.guards import Guard, guard
from server.core.verbs import verb
from server.models.delivery import Delivery
from server.models.eligibility_decision import Occasion
from server.models.ledger_entry import EntryKind
from server.models.need import Need
from server.models.pledge import Pledge, PledgeState
from server.services import audit, free_text, ledger
from server.services.amounts import LARGEST_QUANTITY, whole
from server.services.deliveries.shares import handed_over, mark_delivered
from server.services.eligibility.of_need import require_eligible_need
from server.services.eligibility.refusals import NeedsData, NotEligible
from server.services.needs import quantities
from server.services.pledges.finding import pledge_for_update, sector_of
from server.services.pledges.refusals import InsufficientRemaining, PledgeNotOpen
from server.services.pledges.standing import require_deliverable
from server.services.pledges.terms import CLOCK_SKEW
from server.services.uploads.using import usable_upload

LONGEST_ROLE = 64
LONGEST_NOTE = 1000


@dataclass(frozen=True, slots=True)
class Handover:
    """What was handed over under a pledge. ``proof`` is an upload; ``receiver_role`` says who took it, by role.

    ``allocations`` are the parts that were handed over: needed while others of the pledge are still to come.
    """

    pledge: UUID
    quantity: int
    delivered_at: datetime
    allocations: tuple[UUID, ...] = ()
    proof: UUID | None = None
    surplus: int = 0
    receiver_role: str | None = None
    note: str | None = None


@verb(
    refuses=(PledgeNotOpen, InsufficientRemaining, NotEligible, NeedsData),
    enforces=(Guard.ELIGIBILITY, Guard.REMAINING),
)
def report(act: Act, handover: Handover) -> Delivery:
    """Record a hand-over of a part or the whole of a pledge; surplus is kept on the delivery, never on the need."""
    quantity = whole(handover.quantity)
    texts = _texts(handover)
    need, pledge = pledge_for_update(act, handover.pledge)
    require_deliverable(act, need, pledge)
    delivered_at = _instant(act, pledge, handover.delivered_at)
    require_undelivered(pledge, quantity)
    require_eligible_need(act, sector_of(need), need, quantity, Occasion.DELIVERY)
    parts = handed_over(act, need, pledge, quantity, handover.allocations)
    if handover.proof is not None:
        usable_upload(act, handover.proof, path=("proof_id",))
    _move(need, pledge, quantity)
    mark_delivered(parts)
    delivery = Delivery.create(
        created_at=act.now,
        pledge=pledge,
        quantity=quantity,
        surplus=handover.surplus,
        delivered_at=delivered_at,
        proof=handover.proof,
        reported_by=act.actor.account_id,
        is_synthetic=pledge.is_synthetic,
        **texts,
    )
    ledger.post(act, need, EntryKind.DELIVERED, quantity, pledge=pledge, at=delivered_at)
    facts = {"delivery": delivery.id, "quantity": quantity, "surplus": handover.surplus}
    audit.record(act, f"pledge:{pledge.id}", "delivery.reported", {**facts, "allocations": [one.id for one in parts]})
    return delivery


@guard(Guard.REMAINING)
def require_undelivered(pledge: Pledge, quantity: int) -> None:
    """Return when ``quantity`` units of the pledge are still to be handed over, or refuse with what is."""
    if quantity > pledge.remaining:
        raise InsufficientRemaining(path=("quantity",), remaining=pledge.remaining)


def _texts(handover: Handover) -> dict[str, str | None]:
    if handover.surplus < 0:
        raise InvalidInput(path=("surplus",), reason="NEGATIVE")
    if handover.surplus > LARGEST_QUANTITY:
        raise InvalidInput(path=("surplus",), reason="TOO_LARGE", limit=str(LARGEST_QUANTITY))
    role, note = handover.receiver_role, handover.note
    return {
        "receiver_role": free_text.read(role, ("receiver_role",), LONGEST_ROLE) if role else None,
        "note": free_text.read(note, ("note",), LONGEST_NOTE) if note else None,
    }


def _instant(act: Act, pledge: Pledge, delivered_at: datetime) -> datetime:
    if delivered_at > act.now + CLOCK_SKEW:
        raise InvalidInput(path=("delivered_at",), reason="DATE_FUTURE")
    day_of = act.platform.city.day_of
    if pledge.accepted_at is not None and day_of(delivered_at) < day_of(pledge.accepted_at):
        raise InvalidInput(path=("delivered_at",), reason="DATE_BEFORE_PLEDGE")
    return min(delivered_at, act.now)


def _move(need: Need, pledge: Pledge, quantity: int) -> None:
    state = PledgeState.DELIVERED if quantity == pledge.remaining else PledgeState.ACCEPTED
    moved = (
        Pledge.update(delivered=Pledge.delivered + quantity, state=state, version=Pledge.version + 1)
        .where(Pledge.id == pledge.id, Pledge.version == pledge.version)
        .execute()
    )
    if moved != 1:
        raise AssertionError(f"pledge {pledge.id} moved under its lock")
    if not quantities.deliver(need.id, quantity):
        raise AssertionError(f"need {need.id} holds less than pledge {pledge.id} delivers")
