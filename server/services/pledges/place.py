"""A collaborator promises help against a need."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID

from server.core.act import Act
from server.core.errors import InvalidInput, NotFound
from server.core.guards import Guard, guard
from server.core.verbs import verb
from server.models.collaborator import Collaborator, CollaboratorState
from server.models.eligibility_decision import Occasion
from server.models.ledger_entry import EntryKind
from server.models.need import Need, NeedState
from server.models.pledge import Pledge, PledgeState
from server.models.sector import SectorState
from server.policies.permissions import Permission
from server.policies.permits import require
from server.policies.predicates import Case
from server.services import audit, ledger
from server.services.amounts import whole
from server.services.eligibility.of_need import require_eligible_need
from server.services.eligibility.refusals import NeedsData, NotEligible
from server.services.needs import quantities
from server.services.needs.periods import days_of
from server.services.pledges.expiring import expire_stale
from server.services.pledges.finding import need_for_update, sector_of
from server.services.pledges.refusals import CollaboratorNotActive, InsufficientRemaining, NeedNotOpen
from server.services.pledges.terms import HOLD, LONGEST_SCHEDULE
from server.services.sectors.current import InForce, in_force


@dataclass(frozen=True, slots=True)
class Promise:
    """What is promised: ``quantity`` whole units of the need's item, to be delivered about ``scheduled_on``."""

    need: UUID
    collaborator: UUID
    quantity: int
    scheduled_on: date | None = None


@verb(
    refuses=(NeedNotOpen, CollaboratorNotActive, NotEligible, NeedsData, InsufficientRemaining),
    enforces=(Guard.ELIGIBILITY, Guard.REMAINING),
)
def place(act: Act, promise: Promise) -> Pledge:
    """Place a pledge: it takes its quantity at once, so that nobody else can promise the same.

    Stale reservations of the same need are ended first, so that the last unit can be claimed without any sweeper.
    """
    require(act, Permission.PLEDGE_PLACE, Case(organisation=promise.collaborator))
    quantity = whole(promise.quantity)
    require_sensible_day(act, promise.scheduled_on)
    need = need_for_update(act, promise.need)
    sector = sector_of(need)
    require_open(act, need)
    require_active(act, promise.collaborator, need)
    require_eligible_need(act, sector, need, quantity, Occasion.PLEDGE)
    expire_stale(act, need.id)
    set_aside(need.id, quantity)
    return _accept(act, need, promise, sector)


@guard(Guard.REMAINING)
def set_aside(need: UUID, quantity: int) -> None:
    """Take ``quantity`` off what remains, or refuse with what does."""
    if not quantities.reserve(need, quantity):
        now = Need.get_by_id(need)
        raise InsufficientRemaining(path=("quantity",), remaining=now.remaining)


def _accept(act: Act, need: Need, promise: Promise, sector: InForce) -> Pledge:
    pledge = Pledge.create(
        created_at=act.now,
        need=need,
        collaborator=promise.collaborator,
        placed_by=act.actor.account_id,
        quantity=promise.quantity,
        state=PledgeState.ACCEPTED,
        sector_version=sector.number,
        scheduled_on=promise.scheduled_on,
        accepted_at=act.now,
        expires_at=expiry(act, promise.scheduled_on),
        is_synthetic=need.is_synthetic,
    )
    ledger.post(act, need, EntryKind.PLEDGED, promise.quantity, pledge=pledge)
    facts = {"need": need.id, "collaborator": promise.collaborator, "quantity": promise.quantity}
    audit.record(act, f"pledge:{pledge.id}", "pledge.accepted", {**facts, "sector_version": sector.number})
    return pledge


def expiry(act: Act, scheduled_on: date | None) -> datetime:
    """Return until when a pledge that is placed now holds."""
    return handover_at(act, scheduled_on) + HOLD


def handover_at(act: Act, scheduled_on: date | None) -> datetime:
    """Return when a gift is to be expected: now, or at the start of its scheduled day when that is later."""
    if scheduled_on is None or scheduled_on <= act.today:
        return act.now
    # A preview comes here with days that a pledge is refused for; the last ones of the calendar have no day after.
    day = min(scheduled_on, act.today + LONGEST_SCHEDULE)
    return datetime.combine(day, time(), act.platform.city.zone).astimezone(UTC)


def require_open(act: Act, need: Need) -> None:
    """Return when the need, for its period, and its sector take pledges now."""
    if need.state is not NeedState.OPEN:
        raise NeedNotOpen(path=("need_id",), state=need.state.value)
    now = in_force(need.sector, act.now)
    if now is None or now.state is not SectorState.ACTIVE:
        raise NeedNotOpen(path=("need_id",), state="SECTOR_PAUSED")
    days = days_of(need.period, now.definition.seasons)
    if days is not None and days.last < act.today:
        raise NeedNotOpen(path=("need_id",), state="PERIOD_OVER")


def require_active(act: Act, key: UUID, need: Need) -> None:
    """Return when the collaborator may promise something in the need's sector today."""
    # Read without a lock: a suspension at the same moment comes before or after, and both are right.
    found: Collaborator | None = Collaborator.get_or_none(Collaborator.id == key)
    if found is None:
        raise NotFound(path=("collaborator_id",))
    if found.state is not CollaboratorState.ACTIVE:
        raise CollaboratorNotActive(path=("collaborator_id",), state=found.state.value)
    if found.licence_expires_on is not None and found.licence_expires_on < act.today:
        raise CollaboratorNotActive(path=("collaborator_id",), state=CollaboratorState.EXPIRED.value)
    if need.sector not in found.sectors:
        raise CollaboratorNotActive(path=("collaborator_id",), state="OTHER_SECTOR")


def require_sensible_day(act: Act, day: date | None) -> None:
    """Return when something can be scheduled for ``day``: from today on, within a year."""
    if day is not None and day < act.today:
        raise InvalidInput(path=("scheduled_on",), reason="DATE_PAST")
    if day is not None and day > act.today + LONGEST_SCHEDULE:
        raise InvalidInput(path=("scheduled_on",), reason="DATE_TOO_FAR", limit=str(LONGEST_SCHEDULE.days))
