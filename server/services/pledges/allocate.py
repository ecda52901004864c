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
from server.models.pledge import Allocation, AllocationState, Pledge
from server.models.recipient import Recipient, RecipientState
from server.models.recipient_unit import RecipientUnit
from server.services import audit
from server.services.amounts import whole
from server.services.eligibility.facts import Circumstances, Gift, of_recipient
from server.services.eligibility.judging import Subject, require_eligible
from server.services.eligibility.refusals import NeedsData, NotEligible
from server.services.pledges.finding import pledge_for_update, sector_of
from server.services.pledges.place import handover_at
from server.services.pledges.refusals import AlreadyAllocated, InsufficientRemaining, Overlap, PledgeNotOpen
from server.services.pledges.slots import Share, name_of, take_slots
from server.services.pledges.standing import require_allottable
from server.services.recipients.identity import birth_date_of


@dataclass(frozen=True, slots=True)
class Part:
    """``quantity`` whole units of the pledge for one recipient."""

    pledge: UUID
    recipient: UUID
    quantity: int


@dataclass(frozen=True, slots=True)
class Allotted:
    """An allocation, and the windows of rules that only warn in which the recipient has had its share."""

    allocation: Allocation
    warnings: list[str]


@verb(
    refuses=(PledgeNotOpen, AlreadyAllocated, NotEligible, NeedsData, Overlap, InsufficientRemaining),
    enforces=(Guard.ELIGIBILITY, Guard.OVERLAP, Guard.REMAINING),
)
def allocate(act: Act, part: Part) -> Allotted:
    """Allot a part of an accepted pledge to a recipient of its need's unit.

    The window of the overlap rules is that of the scheduled day, so that a gift for next month can be allotted now.
    The need is locked first, then pledge, recipient and slots (sorted): whoever works on a pledge has its need.
    """
    quantity = whole(part.quantity)
    need, pledge = pledge_for_update(act, part.pledge)
    require_allottable(act, need, pledge)
    recipient = _recipient(need, part.recipient)
    require_unallotted(pledge, quantity)
    decision = judge_recipient(act, need, recipient, quantity, Occasion.ALLOCATION)
    allocation = _hold(act, pledge, recipient, quantity, decision)
    share = Share(recipient, need, handover_at(act, pledge.scheduled_on))
    warnings = [name_of(rule) for rule in take_slots(act, sector_of(need).definition, share, allocation)]
    facts = {"recipient": recipient.id, "quantity": quantity, "decision": decision, "warnings": warnings}
    audit.record(act, f"pledge:{pledge.id}", "pledge.allocated", facts)
    return Allotted(allocation, warnings)


@guard(Guard.REMAINING)
def require_unallotted(pledge: Pledge, quantity: int) -> None:
    """Return when ``quantity`` of what is still to be handed over is allotted to nobody, or refuse with what is."""
    held = (Allocation.pledge == pledge.id) & (Allocation.state == AllocationState.HELD)
    allotted = Allocation.select(fn.COALESCE(fn.SUM(Allocation.quantity), 0)).where(held).scalar()
    left = pledge.remaining - int(allotted)
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


def judge_recipient(act: Act, need: Need, recipient: Recipient, quantity: int, occasion: Occasion) -> UUID:
    """Judge a recipient of the need's unit on the facts of today; return the decision's id, or refuse."""
    sector = sector_of(need)
    born: date | None = birth_date_of(act, recipient)
    around = Circumstances(RecipientUnit.get_by_id(need.unit_id), Gift(need, quantity), born)
    facts = of_recipient(act, sector.definition, recipient, around)
    decision = require_eligible(act, sector, Subject("recipient", recipient.id, facts), occasion)
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
