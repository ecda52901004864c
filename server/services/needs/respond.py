"""The unit answers what the verifier asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from server.core.act import Act
from server.core.errors import Collector, InvalidInput, VersionConflict
from server.core.guards import Guard
from server.core.verbs import verb
from server.models.need import Need, NeedState
from server.models.recipient_unit import RecipientUnit
from server.services import audit
from server.services.amounts import whole
from server.services.approvals.running import Situation, command
from server.services.eligibility.refusals import NeedsData, NotEligible
from server.services.needs.finding import own_for_update, run_of
from server.services.needs.judging import require_eligible_unit
from server.services.needs.propose import read_facts
from server.services.needs.refusals import NeedNotChangeable
from server.services.sectors.current import pinned
from server.workflows import applicant
from server.workflows.outcome import Outcome
from server.workflows.refusals import FieldsNotAsked, NoChangesRequested, RunClosed
from server.workflows.state import Resubmission


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered on the need read at ``expected_version``: ``quantity`` and ``facts``, where they were sent."""

    need: UUID
    expected_version: int
    values: Mapping[str, Any]


@verb(
    refuses=(
        VersionConflict,
        NeedNotChangeable,
        NoChangesRequested,
        FieldsNotAsked,
        RunClosed,
        NotEligible,
        NeedsData,
    ),
    enforces=(Guard.ELIGIBILITY,),
)
def respond(act: Act, answer: Answer) -> Need:
    """Answer a request for changes; only ``quantity``, ``facts`` or ``facts.<attribute>`` that was asked may differ."""
    run = run_of(answer.need)
    need = own_for_update(act, answer.need, answer.expected_version, NeedState.PROPOSED)
    if run is None:
        raise NoChangesRequested
    sector = pinned(need.sector, need.sector_version)
    changed = _write(need, answer.values, lambda facts: read_facts(sector.definition, facts))
    require_eligible_unit(act, sector, RecipientUnit.get_by_id(need.unit_id), need)
    Need.update(needed=need.needed, facts=need.facts, version=Need.version + 1).where(Need.id == need.id).execute()
    audit.record(act, f"need:{need.id}", "need.answered", {"fields": sorted(changed)})
    command(act, run.id, lambda situation: _resubmit(act, situation, changed))
    return Need.get_by_id(need.id)


def _write(need: Need, values: Mapping[str, Any], read: Any) -> frozenset[str]:
    changed, faults = set[str](), Collector()
    if "quantity" in values:
        with faults.catch():
            if values["quantity"] is None:
                raise InvalidInput(path=("quantity",), reason="REQUIRED")
            quantity = whole(values["quantity"])
            changed |= {"quantity"} if quantity != need.needed else set()
            need.needed = quantity
    if "facts" in values:
        with faults.catch():
            facts = read(values["facts"])
            cleared = {name for name, value in values["facts"].items() if value is None}
            merged = {name: value for name, value in {**need.facts, **facts}.items() if name not in cleared}
            names = merged.keys() | need.facts.keys()
            changed |= {f"facts.{name}" for name in names if merged.get(name) != need.facts.get(name)}
            need.facts = merged
    faults.stop_if_any()
    return frozenset(changed)


def _resubmit(act: Act, situation: Situation, changed: frozenset[str]) -> Outcome:
    if act.actor.account_id is None:
        raise AssertionError("an own need was found for nobody")
    answer = Resubmission(act.actor.account_id, changed)
    return applicant.resubmit(situation.workflow, situation.run, answer, situation.facts, act.now, situation.calendar)
