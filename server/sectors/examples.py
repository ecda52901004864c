"""Does a definition mean what its author thinks? Its examples are its tests, and a lint weighs the rest."""

from dataclasses import dataclass

from server.rules.verdict import Judgement, judge
from server.sectors.definition import Example, SectorDefinition
from server.sectors.facts import FactFault, validate_facts
from server.sectors.faults import Fault, Path, Severity
from server.sectors.platform_facts import PLATFORM_FACTS


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """How an example came out. It passes with well-formed facts, the verdict expected, and no named clause missing."""

    example: Example
    judgement: Judgement
    fact_faults: tuple[FactFault, ...]

    @property
    def passed(self) -> bool:
        """Whether the definition judges the example as its author expects."""
        return (
            not self.fact_faults
            and self.judgement.verdict is self.example.verdict
            and set(self.example.failed) <= set(self.judgement.failed)
        )


def run_examples(definition: SectorDefinition) -> tuple[ExampleResult, ...]:
    """Judge every example of ``definition``."""
    return tuple(_run(definition, example) for example in definition.examples)


def lint(definition: SectorDefinition) -> tuple[Fault, ...]:
    """Return what keeps a well-formed definition from being published: failed examples are errors.

    A clause that no example fails is a warning: it may be unreachable, contradict another, or just be untested.
    """
    results = run_examples(definition)
    found = [fault for at, result in enumerate(results) for fault in _example_faults(at, result)]
    failed = {clause for result in results for clause in result.judgement.failed}
    for at, clause in enumerate(definition.clauses):
        if clause.id not in failed:
            found.append(Fault(("eligibility", at), "CLAUSE_UNTESTED", {"name": clause.id}, Severity.WARNING))
    return tuple(found)


def _run(definition: SectorDefinition, example: Example) -> ExampleResult:
    attributes = {name: value for name, value in example.facts.items() if name not in PLATFORM_FACTS}
    faults = validate_facts(definition, attributes)
    return ExampleResult(example, judge(definition.clauses, example.facts), tuple(faults))


def _example_faults(at: int, result: ExampleResult) -> list[Fault]:
    path: Path = ("examples", at)
    found = [
        Fault((*path, "facts", fault.name), fault.code, {**fault.params, "limit": fault.limit})
        for fault in result.fact_faults
    ]
    judgement, example = result.judgement, result.example
    if not found and not result.passed:
        said = ", ".join(judgement.failed or judgement.missing)
        wanted = {"expected": example.verdict.value, "found": judgement.verdict.value, "because": said}
        found.append(Fault((*path, "verdict"), "EXAMPLE_FAILS", wanted))
    return found
