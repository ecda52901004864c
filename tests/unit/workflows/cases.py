"""People, facts and short words for the tests of the engine."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid5

from server.core.city import load_city
from server.core.roles import Role
from server.workflows import applicant, engine
from server.workflows.calendar import working_calendar
from server.workflows.definition import AnyOf, Quorum, Stage, Workflow
from server.workflows.outcome import Outcome
from server.workflows.state import (
    CheckReport,
    CheckResult,
    Decision,
    DecisionKind,
    Facts,
    Resubmission,
    RunState,
    RunStatus,
    Verdict,
)

JAKARTA = load_city("jakarta")
CALENDAR = working_calendar(JAKARTA)
NOW = datetime(2020, 6, 2, 10, tzinfo=JAKARTA.zone)  # a Tuesday in a week without holidays


def person(name: str) -> UUID:
    return uuid5(UUID(int=0), name)


ANI, BUDI, CITRA, DEWI, EKO, FAJAR = map(person, ("ani", "budi", "citra", "dewi", "eko", "fajar"))
APPLICANT, BENEFICIARY = person("applicant"), person("beneficiary")

POOLS = {
    Role.VERIFIER: frozenset({ANI, BUDI}),
    Role.BUREAU: frozenset({CITRA, DEWI, EKO}),
    Role.SUPERVISOR: frozenset({FAJAR}),
}


def facts(
    pools: Mapping[Role, frozenset[UUID]] = POOLS,
    conflicts: Mapping[UUID, str] | None = None,
    value: int | None = None,
    risk: str | None = "LOW",
    kind: str | None = "COMPANY",
) -> Facts:
    return Facts(
        eligible=pools,
        applicants=frozenset({APPLICANT}),
        beneficiaries=frozenset({BENEFICIARY}),
        conflicts=conflicts or {},
        value_rupiah=value,
        risk=risk,
        kind=kind,
    )


class Case:
    """A run in the making: keeps the state and the last outcome, so that a test reads as a story."""

    def __init__(self, workflow: Workflow, known: Facts | None = None, now: datetime = NOW) -> None:
        self.workflow = workflow
        self.facts = known or facts()
        self.now = now
        self.last: Outcome = engine.start(workflow, self.facts, now, CALENDAR)

    @property
    def run(self) -> RunState:
        return self.last.run

    def status(self) -> RunStatus:
        return self.run.status

    def plans(self) -> list[tuple[str, Role, int]]:
        return [(plan.stage, plan.role, plan.places) for plan in self.last.tasks]

    def opened(self) -> tuple[str, ...]:
        return self.last.opened

    def closed(self) -> tuple[str, ...]:
        return self.last.closed

    def vacant(self) -> list[bool]:
        return [plan.vacant for plan in self.last.tasks]

    def say(self, stage: str, by: UUID, kind: DecisionKind = DecisionKind.APPROVE, **words: object) -> Outcome:
        decision = Decision(stage, by, kind, **words)  # type: ignore[arg-type]  # the words of Decision, by name
        return self.decide(decision)

    def resubmit(self, *changed: str, touched: tuple[str, ...] = (), by: UUID = APPLICANT) -> Outcome:
        answer = Resubmission(by, frozenset(changed), frozenset(touched))
        self.last = applicant.resubmit(self.workflow, self.run, answer, self.facts, self.now, CALENDAR)
        return self.last

    def reassess(self, known: Facts) -> Outcome:
        self.facts = known
        self.last = engine.reassess(self.workflow, self.run, known, self.now, CALENDAR)
        return self.last

    def overdue(self, stage: str) -> Outcome:
        self.last = engine.escalate_overdue(self.workflow, self.run, stage, self.facts, self.now, CALENDAR)
        return self.last

    def decide(self, decision: Decision) -> Outcome:
        self.last = engine.decide(self.workflow, self.run, decision, self.facts, self.now, CALENDAR)
        return self.last

    def checked(self, stage: str, *results: CheckResult, round: int = 1) -> Outcome:
        given = results or tuple(CheckResult(name, Verdict.PASS) for name in self.workflow.stage(stage).checks)
        report = CheckReport(stage, round, given)
        self.last = engine.record_checks(self.workflow, self.run, report, self.facts, self.now, CALENDAR)
        return self.last


TWO_STEPS = Workflow(
    "two-steps",
    1,
    (
        Stage("first", 2, Role.VERIFIER, group=1),
        Stage("second", 2, Role.BUREAU, quorum=AnyOf(2), group=2, not_by_deciders_of=frozenset({"first"})),
    ),
)


def of_bureau(quorum: Quorum) -> Workflow:
    return Workflow("bureau", 1, (Stage("only", 2, Role.BUREAU, quorum=quorum),))
