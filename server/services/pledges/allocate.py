"""One part of a pledge for one recipient: judged, not overlapping, not more than the pledge has left."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from peewee import fn

from server.core.act import Act
from server.core.dialect import attempt, locked
from server.core.errors import InvalidInput, NotFound
from server.core.guards import Guard, guard
from server.core.ids import new_id
from server.core.verbs import verb
from server.models.eligibility_decision import Occasion
from server.models.need import Need
from server.models.pledge import Allocation, AllocationState, Pledge, PledgeState
from server.models.recipient import Recipient, RecipientState
from server.models.recipient_unit import RecipientUnit
from server.policies.permissions import Permission
from server.policies.permits import require
from server.policies.predicates import Case
from server.services import audit
from server.services.eligibility.facts import Circumstances, Gift, of_recipient
from server.services.eligibility.judging import Subject, require_eligible
from server.services.eligibility.refusals import NeedsData, NotEligible
from server.services.pledges.finding import pledge_for_update, sector_of
from server.services.pledges.refusals import AlreadyAllocated, InsufficientRemaining, Overlap, PledgeNotOpen
from server.services.pledges.slots import Share, take_slots
from server.services.pledges.terms import whole
from server.services.recipients.identity import birth_date_of


@dataclass(frozen=True, slots=True)
class Part:
    """``quantity`` whole units of the pledge for one recipient."""

    pledge: UUID
    recipient: UUID
    quantity: int


@verb(
    refuses=(PledgeNotOpen, AlreadyAllocated, NotEligible, NeedsData, Overlap, InsufficientRemaining),
    enforces=(Guard.ELIGIBILITY, Guard.OVERLAP, Guard.REMAINING),
)
def allocate(act: Act, part: Part) -> Allocation:
    """Allot a part of an accepted pledge; locks need, slots (sorted), pledge in this order."""
    quantity = whole(part.quantity)
    need, pledge = pledge_for_update(act, part.pledge)
    require(act, Permission.PLEDGE_ALLOCATE, Case(organisation=pledge.collaborator_id, unit=need.unit_id))
    if pledge.state is not PledgeState.ACCEPTED:
        raise PledgeNotOpen(path=("pledge_id",), state=pledge.state.value)
    recipient = _recipient(need, part.recipient)
    require_unallotted(pledge, quantity)
    decision = _judge(act, need, recipient, quantity)
    allocation = _hold(act, pledge, recipient, quantity, decision)
    take_slots(act, sector_of(need).definition, Share(recipient, need, act.now), allocation)
    facts = {"recipient": recipient.id, "quantity": quantity, "decision": decision}
    audit.record(act, f"pledge:{pledge.id}", "pledge.allocated", facts)
    return allocation


@guard(Guard.REMAINING)
def require_unallotted(pledge: Pledge, quantity: int) -> None:
    """Return when the pledge has ``quantity`` units that are allotted to nobody, or refuse with what it has."""
    live = (Allocation.pledge == pledge.id) & (Allocation.state != AllocationState.RELEASED)
    allotted = Allocation.select(fn.COALESCE(fn.SUM(Allocation.quantity), 0)).where(live).scalar()
    left = pledge.quantity - pledge.released - int(allotted)
    if quantity > left:
        raise InsufficientRemaining(path=("quantity",), remaining=max(left, 0))


def _recipient(need: Need, key: UUID) -> Recipient:
    # A recipient of another unit or sector is not found: who may allot here need not learn of others.
    query = Recipient.select().where(
        Recipient.id == key, Recipient.unit == need.unit_id, Recipient.sector == need.sector
    )
    found: Recipient | None = locked(query).first()
    if found is None:
        raise NotFound(path=("recipient_id",))
    if found.state is not RecipientState.ACTIVE:
        raise InvalidInput(path=("recipient_id",), reason="RECIPIENT_ENDED")
    return found


def _judge(act: Act, need: Need, recipient: Recipient, quantity: int) -> UUID:
    sector = sector_of(need)
    born: date | None = birth_date_of(act, recipient)
    around = Circumstances(RecipientUnit.get_by_id(need.unit_id), Gift(need, quantity), born)
    facts = of_recipient(act, sector.definition, recipient, around)
    decision = require_eligible(act, sector, Subject("recipient", recipient.id, facts), Occasion.ALLOCATION)
    key: UUID = decision.id
    return key


def _hold(act: Act, pledge: Pledge, recipient: Recipient, quantity: int, decision: UUID) -> Allocation:
    key = new_id()
    query = Allocation.insert(
        id=key,
        created_at=act.now,
        pledge=pledge,
        recipient=recipient,
        quantity=quantity,
        state=AllocationState.HELD,
        decision=decision,
    )
    if attempt(query) is None:
        raise AlreadyAllocated(path=("recipient_id",))
    return Allocation.get_by_id(key)
