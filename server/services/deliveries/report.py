"""Hand-over: what was promised becomes delivered, with proof; eligibility is looked at once more (PRODUCT §5)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from server.core.act import Act
from server.core.errors import InvalidInput
from server.core.guards import Guard
from server.core.verbs import verb
from server.models.delivery import Delivery
from server.models.eligibility_decision import Occasion
from server.models.ledger_entry import EntryKind
from server.models.need import Need
from server.models.pledge import Allocation, AllocationState, Pledge, PledgeState
from server.policies.permissions import Permission
from server.policies.permits import require
from server.policies.predicates import Case
from server.services import audit, ledger
from server.services.eligibility.of_need import require_eligible_need
from server.services.eligibility.refusals import NeedsData, NotEligible
from server.services.needs import quantities
from server.services.pledges.finding import pledge_for_update, sector_of
from server.services.pledges.refusals import InsufficientRemaining, PledgeNotOpen
from server.services.pledges.terms import whole
from server.services.uploads.using import usable_upload


@dataclass(frozen=True, slots=True)
class Handover:
    """What was handed over under a pledge. ``proof`` is an upload; ``receiver_role`` says who took it, by role."""

    pledge: UUID
    quantity: int
    delivered_at: datetime
    proof: UUID | None = None
    surplus: int = 0
    receiver_role: str | None = None
    note: str | None = None


@verb(
    refuses=(PledgeNotOpen, InsufficientRemaining, NotEligible, NeedsData),
    enforces=(Guard.ELIGIBILITY,),
)
def report(act: Act, handover: Handover) -> Delivery:
    """Record a hand-over of a part or the whole of a pledge; surplus is kept on the delivery, never on the need."""
    quantity = whole(handover.quantity)
    need, pledge = pledge_for_update(act, handover.pledge)
    require(act, Permission.DELIVERY_REPORT, Case(need.area, need.sector, pledge.collaborator_id))
    _require_deliverable(act, pledge, handover)
    require_eligible_need(act, sector_of(need), need, quantity, Occasion.DELIVERY)
    if handover.proof is not None:
        usable_upload(act, handover.proof, path=("proof_id",))
    _move(act, need, pledge, quantity)
    delivery = _store(act, pledge, handover)
    ledger.post(act, need, EntryKind.DELIVERED, quantity, pledge=pledge, at=handover.delivered_at)
    facts = {"delivery": delivery.id, "quantity": quantity, "surplus": handover.surplus}
    audit.record(act, f"pledge:{pledge.id}", "delivery.reported", facts)
    return delivery


def _require_deliverable(act: Act, pledge: Pledge, handover: Handover) -> None:
    if pledge.state is not PledgeState.ACCEPTED:
        raise PledgeNotOpen(path=("pledge_id",), state=pledge.state.value)
    if handover.surplus < 0:
        raise InvalidInput(path=("surplus",), reason="NEGATIVE")
    if handover.delivered_at > act.now:
        raise InvalidInput(path=("delivered_at",), reason="DATE_FUTURE")
    left = pledge.quantity - pledge.delivered - pledge.released
    if handover.quantity > left:
        raise InsufficientRemaining(path=("quantity",), remaining=left)


def _move(act: Act, need: Need, pledge: Pledge, quantity: int) -> None:
    done = pledge.delivered + pledge.released + quantity == pledge.quantity
    state = PledgeState.DELIVERED if done else PledgeState.ACCEPTED
    Pledge.update(delivered=Pledge.delivered + quantity, state=state, version=Pledge.version + 1).where(
        Pledge.id == pledge.id
    ).execute()
    if not quantities.deliver(need.id, quantity):
        raise AssertionError(f"need {need.id} holds less than pledge {pledge.id} delivers")
    if done:
        held = (Allocation.pledge == pledge.id) & (Allocation.state == AllocationState.HELD)
        Allocation.update(state=AllocationState.DELIVERED).where(held).execute()


def _store(act: Act, pledge: Pledge, handover: Handover) -> Delivery:
    return Delivery.create(
        created_at=act.now,
        pledge=pledge,
        quantity=handover.quantity,
        surplus=handover.surplus,
        delivered_at=handover.delivered_at,
        receiver_role=handover.receiver_role,
        note=handover.note,
        proof=handover.proof,
        reported_by=act.actor.account_id,
    )
