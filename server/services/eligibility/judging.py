"""Judges one subject by a sector's rules, keeps the decision, refuses what is not eligible (PRODUCT §5)."""

from dataclasses import dataclass
from uuid import UUID

from server.core.act import Act
from server.core.guards import Guard, guard
from server.core.ids import new_id
from server.models.eligibility_decision import EligibilityDecision, Occasion
from server.rules.verdict import Clause, Judgement, Verdict, judge
from server.services.eligibility.facts import Facts
from server.services.eligibility.refusals import NeedsData, NotEligible
from server.services.sectors.current import InForce


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is judged: ``kind`` is ``recipient`` or ``recipient_unit``; ``facts`` are complete, derived ones included."""

    kind: str
    id: UUID
    facts: Facts


@guard(Guard.ELIGIBILITY)
def require_eligible(act: Act, sector: InForce, subject: Subject, occasion: Occasion) -> EligibilityDecision:
    """Judge and keep the decision; raise ``NotEligible`` or ``NeedsData`` otherwise.

    A refusal keeps its decision too: the edge writes it after the rollback.
    """
    judgement = judge(clauses_for(sector, occasion), subject.facts.values)
    decision_id = new_id()
    if judgement.verdict is Verdict.ELIGIBLE:
        return keep(act, sector, subject, occasion, judgement, decision_id)

    def trace() -> None:
        keep(act, sector, subject, occasion, judgement, decision_id)

    if judgement.verdict is Verdict.NOT_ELIGIBLE:
        raise NotEligible(clauses=judgement.failed, trace=trace)
    raise NeedsData(missing=judgement.missing, trace=trace)


@guard(Guard.ELIGIBILITY)
def assess(act: Act, sector: InForce, subject: Subject, occasion: Occasion) -> EligibilityDecision:
    """Judge and keep the decision, whatever it says: who is registered learns where they stand."""
    judgement = judge(clauses_for(sector, occasion), subject.facts.values)
    return keep(act, sector, subject, occasion, judgement, new_id())


def clauses_for(sector: InForce, occasion: Occasion) -> tuple[Clause, ...]:
    """Return the clauses that can be judged on ``occasion``: at registration there is no gift to look at yet."""
    definition = sector.definition
    return definition.standing_clauses if occasion is Occasion.REGISTRATION else definition.clauses


def keep(  # a decision has this many parts
    act: Act, sector: InForce, subject: Subject, occasion: Occasion, judgement: Judgement, decision_id: UUID
) -> EligibilityDecision:
    """Store a decision: rule version, facts snapshot with source and day, verdict, result of every clause."""
    return EligibilityDecision.create(
        id=decision_id,
        created_at=act.now,
        subject_kind=subject.kind,
        subject_id=subject.id,
        occasion=occasion,
        sector=sector.definition.code,
        sector_version=sector.number,
        verdict=judgement.verdict.value,
        facts=subject.facts.snapshot(),
        clauses=[{"id": result.clause_id, "outcome": result.outcome} for result in judgement.results],
        missing=list(judgement.missing),
    )
