"""From clauses to a verdict that explains itself (PRODUCT §5, ``matching.md`` §2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from server.rules.rule import Rule
from server.rules.syntax import Facts


class Verdict(StrEnum):
    """What the clauses say together."""

    ELIGIBLE = "ELIGIBLE"
    NOT_ELIGIBLE = "NOT_ELIGIBLE"
    NEEDS_DATA = "NEEDS_DATA"


@dataclass(frozen=True, slots=True)
class Clause:
    """One named condition: its rule, what it says in both languages, and the law or decision it rests on."""

    id: str
    rule: Rule
    text_id: str
    text_en: str
    source: str


@dataclass(frozen=True, slots=True)
class ClauseResult:
    """How one clause came out: ``None`` = not known, and then ``missing`` lists the alternatives that would settle it.

    ``refs`` are the attributes the clause looks at, sorted, known or not.
    """

    clause_id: str
    outcome: bool | None
    refs: tuple[str, ...]
    missing: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict and what each clause had to say, in the order of the clauses."""

    verdict: Verdict
    results: tuple[ClauseResult, ...]

    @property
    def failed(self) -> tuple[str, ...]:
        """Ids of all clauses that are false."""
        return tuple(result.clause_id for result in self.results if result.outcome is False)

    @property
    def missing(self) -> tuple[str, ...]:
        """Attributes worth asking for, sorted: those of every unknown clause, empty unless data is what is needed.

        Not all of them need be answered; ``ClauseResult.missing`` says which are alternatives.
        """
        if self.verdict is not Verdict.NEEDS_DATA:
            return ()
        return tuple(sorted({name for result in self.results for way in result.missing for name in way}))


def judge(clauses: Iterable[Clause], facts: Facts) -> Judgement:
    """Evaluate every clause, so that the explanation is complete, and join the outcomes by Kleene's *and*.

    Without any clause everybody is eligible.
    """
    results = tuple(_result(clause, facts) for clause in clauses)
    outcomes = {result.outcome for result in results}
    if False in outcomes:
        verdict = Verdict.NOT_ELIGIBLE
    else:
        verdict = Verdict.NEEDS_DATA if None in outcomes else Verdict.ELIGIBLE
    return Judgement(verdict, results)


def _result(clause: Clause, facts: Facts) -> ClauseResult:
    outcome = clause.rule.evaluate(facts)
    missing = clause.rule.missing(facts) if outcome is None else ()
    return ClauseResult(clause.id, outcome, tuple(sorted(clause.rule.refs)), missing)
