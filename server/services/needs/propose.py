"""A unit says what it needs; somebody who knows the place will verify it."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from server.core.act import Act
from server.core.dialect import attempt, serialise
from server.core.errors import Collector, InvalidInput
from server.core.guards import Guard
from server.core.ids import new_id
from server.core.verbs import verb
from server.models.need import Need, NeedState
from server.models.recipient_unit import RecipientUnit
from server.policies.permissions import Permission
from server.policies.permits import require
from server.policies.predicates import Case
from server.sectors.definition import Item, SectorDefinition, Subject
from server.sectors.overlap import OverlapKey
from server.services import audit, free_text
from server.services.amounts import whole
from server.services.approvals.start import About, start_run
from server.services.eligibility.refusals import NeedsData, NotEligible
from server.services.needs.judging import require_eligible_unit
from server.services.needs.periods import days_of, require_period
from server.services.needs.refusals import NeedExists
from server.services.sectors.current import InForce
from server.services.sectors.refusals import SectorNotActive
from server.services.sectors.taking import active_sector, known_facts, require_kind
from server.services.units.finding import unit_of
from server.workflows.registry import current

WORKFLOW = "need-verification"
LONGEST_PLAN_LINE = 80
ENDED = (NeedState.REJECTED, NeedState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Form:
    """A need as filled in: ``quantity`` whole units of ``item`` in ``period`` (see ``needs.periods``).

    ``facts`` are the attributes that the sector asks of the need itself; ``plan_line`` names the line of a plan that it
    carries out, and is required where the sector counts plan lines.
    """

    unit: UUID
    sector: str
    item: str
    period: str
    quantity: int
    facts: Any = field(default_factory=dict)
    plan_line: str | None = None
    is_synthetic: bool = False


@verb(refuses=(SectorNotActive, NeedExists, NotEligible, NeedsData), enforces=(Guard.ELIGIBILITY,))
def propose(act: Act, form: Form) -> Need:
    """Propose a need and begin its verification.

    A unit asks once for an item in a period. One that was rejected or withdrawn before anything came may be proposed
    again: its row begins anew.
    """
    unit = unit_of(act, form.unit)
    require(act, Permission.NEED_PROPOSE, Case(unit.area, form.sector, unit=unit.id))
    key = write(act, form, unit)
    start_run(act, current(WORKFLOW), About("need", key))
    return Need.get_by_id(key)


def write(act: Act, form: Form, unit: RecipientUnit) -> UUID:
    """Check what ``unit`` asks for and write it as proposed; begin nothing. Raises what ``propose`` refuses."""
    sector = active_sector(act, form.sector)
    require_kind(sector.definition, unit)
    need = _read(act, form, unit, sector)
    serialise(f"need:{unit.id}:{form.item}")
    ended = _require_first(need, sector.definition)
    require_eligible_unit(act, sector, unit, need)
    key = _store(act, need, ended)
    facts = {
        "unit": unit.id,
        "sector": form.sector,
        "item": form.item,
        "period": form.period,
        "quantity": form.quantity,
    }
    audit.record(act, f"need:{key}", "need.proposed", facts)
    return key


def read_facts(sector: SectorDefinition, facts: object) -> dict[str, object]:
    """Return the facts of a need, checked."""
    return known_facts([sector], Subject.NEED, facts)


def _read(act: Act, form: Form, unit: RecipientUnit, sector: InForce) -> Need:
    faults, definition = Collector(), sector.definition
    need = Need(
        id=new_id(),
        unit=unit,
        area=unit.area,
        sector=form.sector,
        sector_version=sector.number,
        proposed_by=act.actor.account_id,
        is_synthetic=form.is_synthetic,
    )
    with faults.catch():
        need.needed = whole(form.quantity)
    with faults.catch():
        require_period(form.period, definition.seasons, act.today)
        need.period = form.period
    with faults.catch():
        need.facts = read_facts(definition, form.facts)
    with faults.catch():
        item = _item(definition, form.item)
        need.item, need.category = item.code, item.category
        need.plan_line = _plan_line(definition, item, form.plan_line)
    faults.stop_if_any()
    return need


def _item(sector: SectorDefinition, code: str) -> Item:
    found = sector.item(code)
    if found is None:
        raise InvalidInput(path=("item",), reason="ITEM_UNKNOWN", limit=", ".join(item.code for item in sector.items))
    return found


def _plan_line(sector: SectorDefinition, item: Item, typed: str | None) -> str | None:
    if typed is not None:
        return free_text.read(typed, ("plan_line",), LONGEST_PLAN_LINE)
    if any(rule.key is OverlapKey.PLAN_LINE for rule in sector.overlap_rules(item.category)):
        raise InvalidInput(path=("plan_line",), reason="REQUIRED")
    return None


def _require_first(need: Need, sector: SectorDefinition) -> Need | None:
    """Refuse a second need for the same; return the ended one of this very period, whose row begins anew."""
    days = days_of(need.period, sector.seasons)
    ended = None
    for other in Need.select().where(Need.unit == need.unit_id, Need.item == need.item):
        began = other.state not in ENDED or other.delivered > 0
        theirs = days_of(other.period, sector.seasons)
        shares_days = days is not None and theirs is not None and days.overlaps(theirs)
        same_work = other.plan_line == need.plan_line
        if began and (other.period == need.period or (shares_days and same_work)):
            raise NeedExists(path=("period",), period=other.period)
        if other.period == need.period:
            ended = other
    return ended


def _store(act: Act, need: Need, ended: Need | None) -> UUID:
    values: dict[str, Any] = {
        name: getattr(need, name)
        for name in ("area", "sector", "sector_version", "item", "category", "period", "plan_line", "facts", "needed")
    }
    values |= {"proposed_by": need.proposed_by, "state": NeedState.PROPOSED, "is_synthetic": need.is_synthetic}
    if ended is not None:
        Need.update(**values, version=Need.version + 1).where(Need.id == ended.id).execute()
        return ended.id
    query = Need.insert(id=need.id, created_at=act.now, unit=need.unit_id, **values)
    if attempt(query) is None:
        raise NeedExists(path=("period",), period=need.period)
    return need.id
