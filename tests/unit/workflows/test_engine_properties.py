"""What holds whatever people, machines and timers do, in any order."""

from datetime import datetime, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from server.core.errors import Refused
from server.core.roles import Role
from server.workflows import applicant, engine
from server.workflows.definition import ALL, AnyOf, Band, Percent, Quorum, Route, Stage, Workflow
from server.workflows.outcome import Outcome
from server.workflows.progress import applies
from server.workflows.state import (
    CheckReport,
    CheckResult,
    Decision,
    DecisionKind,
    DecisionTaken,
    Facts,
    Resubmission,
    RunState,
    RunStatus,
    StageRun,
    StageStatus,
    Verdict,
)
from tests.unit.workflows.cases import CALENDAR, NOW, person

PEOPLE = tuple(person(f"p{number}") for number in range(7))
people = st.sampled_from(PEOPLE)
kinds = st.sampled_from((*[DecisionKind.APPROVE] * 3, DecisionKind.ABSTAIN, *DecisionKind))
crowds = st.frozensets(people, min_size=2)
quorums: st.SearchStrategy[Quorum] = st.one_of(
    st.just(ALL), st.builds(AnyOf, st.integers(1, 3)), st.builds(Percent, st.integers(1, 100))
)
ROLES = (Role.VERIFIER, Role.BUREAU, Role.APPROVER, Role.SUPERVISOR)
FIELDS = ("address", "plan")
CHECKS = ("papers", "twins")


@st.composite
def workflows(draw: st.DrawFn) -> Workflow:
    stages: list[Stage] = []
    for at in range(draw(st.integers(1, 4))):
        role = draw(st.sampled_from((None, *ROLES)))
        earlier = [stage.name for stage in stages]
        checks = draw(st.lists(st.sampled_from(CHECKS), unique=True, min_size=0 if role else 1))
        stages.append(
            Stage(
                name=f"s{at}",
                sla_working_days=draw(st.integers(1, 3)),
                role=role,
                checks=tuple(checks),
                quorum=draw(quorums),
                group=draw(st.integers(0, 2)),
                not_by_deciders_of=draw(st.frozensets(st.sampled_from(earlier))) if earlier else frozenset(),
                looks_at=draw(st.frozensets(st.sampled_from(FIELDS))),
                when=Route(draw(st.frozensets(st.sampled_from(("small", "large"))))) if at else Route(),
                escalates_to=draw(st.sampled_from(ROLES)),
            )
        )
    return Workflow("any", 1, tuple(stages), bands=(Band("small", below=100), Band("large")))


worlds = st.builds(
    Facts,
    # Mostly there is somebody to decide; now and then a role stands empty.
    eligible=st.one_of(
        st.fixed_dictionaries(dict.fromkeys(ROLES, crowds)),
        st.dictionaries(st.sampled_from(ROLES), st.frozensets(people)),
    ),
    applicants=st.just(frozenset({PEOPLE[0]})),
    beneficiaries=st.frozensets(st.sampled_from(PEOPLE[1:3])),
    conflicts=st.dictionaries(people, st.just("SAME_ADDRESS"), max_size=1),
    value_rupiah=st.sampled_from((1, 100, None)),
    risk=st.just("LOW"),
    kind=st.just("COMPANY"),
)


def needed(stage: Stage, eligible: int) -> int:
    """Count the approvals that ``stage`` takes of ``eligible`` people, said otherwise than in the engine."""
    if isinstance(stage.quorum, AnyOf):
        return stage.quorum.count
    share = 100 if stage.quorum == ALL else stage.quorum.percent  # type: ignore[union-attr]  # the only one left
    return max(1, sum(100 * before < share * eligible for before in range(eligible)))


class AnyRun(RuleBasedStateMachine):
    """Throws every command at a run of a drawn workflow, in a world that changes under it."""

    workflow: Workflow
    run: RunState
    facts: Facts
    now: datetime

    @initialize(workflow=workflows(), facts=worlds)
    def begin(self, workflow: Workflow, facts: Facts) -> None:
        self.workflow, self.facts, self.now = workflow, facts, NOW
        self.taken: list[tuple[str, int, DecisionTaken]] = []
        self.run = engine.start(workflow, facts, NOW, CALENDAR).run

    def follow(self, outcome: Outcome) -> Outcome:
        was = self.run
        assert not was.status.terminal, "a run that is over was moved"
        for old, new in zip(was.stages, outcome.run.stages, strict=False):
            assert (old.name, old.round) == (new.name, new.round)
            assert new.decisions[: len(old.decisions)] == old.decisions
            if not old.status.active and old.status is not StageStatus.PASSED:
                assert new.status is old.status
        self.run = outcome.run
        assert (outcome.run.status is RunStatus.IN_REVIEW) or not outcome.tasks
        assert all(plan.places >= 1 for plan in outcome.tasks)
        return outcome

    @rule(facts=worlds, hours=st.integers(0, 60))
    def world_turns(self, facts: Facts, hours: int) -> None:
        self.facts = facts
        self.now += timedelta(hours=hours)

    @rule(
        data=st.data(),
        kind=kinds,
        at_random=st.booleans(),
    )
    def somebody_decides(self, data: st.DataObject, kind: DecisionKind, at_random: bool) -> None:
        stage = data.draw(st.sampled_from(self.workflow.stages)).name
        by, behalf = data.draw(people), data.draw(st.one_of(st.none(), people))
        waiting = [opening for opening in self.run.active() if opening.status is StageStatus.OPEN]
        if waiting and not at_random:
            # Drawn blindly, most decisions are refused; these are mostly taken.
            opening = data.draw(st.sampled_from(waiting))
            able = sorted(self.facts.eligible.get(opening.role, frozenset()) - opening.voices - self.facts.parties)
            stage, holder = opening.name, data.draw(st.sampled_from(able or PEOPLE))
            by, behalf = (by, holder) if behalf == holder else (holder, None)
        behalf = None if behalf == by else behalf
        decision = Decision(stage, by, kind, "CODE", "text", frozenset({"plan"}), behalf)
        was = self.run
        try:
            outcome = engine.decide(self.workflow, was, decision, self.facts, self.now, CALENDAR)
        except Refused:
            assert self.run == was
            return
        assert not decision.voices & (self.facts.parties | self.facts.conflicts.keys())
        self.follow(outcome)
        found = [
            (opening.name, opening.round, taken)
            for opening in outcome.run.stages
            for taken in opening.decisions
            if (opening.name, opening.round, taken) not in self.taken
        ]
        assert [taken.decision for _, _, taken in found] == [decision]
        name, opened, taken = found[0]
        assert (behalf or by) in self.facts.eligible.get(taken.role, frozenset())
        self.taken += found
        opening = next(one for one in outcome.run.stages if (one.name, one.round) == (name, opened))
        if opening.status is StageStatus.PASSED:
            assert kind is DecisionKind.APPROVE
            self.earned_by_people(self.workflow.stage(name), opening, was)

    def earned_by_people(self, stage: Stage, opening: StageRun, was: RunState) -> None:
        approvals = opening.said(DecisionKind.APPROVE)
        voices = [voice for taken in opening.decisions for voice in taken.decision.voices]
        assert len(set(voices)) == len(voices), "a voice counted twice"
        if isinstance(stage.quorum, AnyOf):
            assert len(approvals) >= stage.quorum.count
        elif all(taken.role is stage.decided_by for taken in approvals):
            apart: set[UUID] = set()
            for other in self.workflow.stages:
                if other.name in stage.not_by_deciders_of or stage.name in other.not_by_deciders_of:
                    apart |= was.voices_in(other.name)
            holders = self.facts.eligible.get(stage.decided_by, frozenset())
            pool = holders - self.facts.parties - self.facts.conflicts.keys() - apart
            assert len(approvals) >= needed(stage, len(pool))
        else:
            assert opening.role is not stage.decided_by, "nobody from another queue stands in before it went there"

    @rule(data=st.data(), verdict=st.sampled_from((*[Verdict.PASS] * 3, *Verdict)))
    def machine_answers(self, data: st.DataObject, verdict: Verdict) -> None:
        if not self.run.stages:
            return
        opening = data.draw(st.sampled_from(self.run.stages))
        fields = data.draw(st.frozensets(st.sampled_from(FIELDS)))
        results = (CheckResult(data.draw(st.sampled_from(CHECKS)), verdict, fields),)
        report = CheckReport(opening.name, opening.round, results)
        try:
            self.follow(engine.record_checks(self.workflow, self.run, report, self.facts, self.now, CALENDAR))
        except Refused:
            assert opening.status is not StageStatus.CHECKING

    @rule(data=st.data())
    def timer_rings(self, data: st.DataObject) -> None:
        stage = data.draw(st.sampled_from(self.workflow.stages)).name
        try:
            outcome = engine.escalate_overdue(self.workflow, self.run, stage, self.facts, self.now, CALENDAR)
        except Refused:
            return
        self.nothing_passed_by_itself(outcome)

    @precondition(lambda self: not self.run.status.terminal)
    @rule()
    def facts_are_looked_at_again(self) -> None:
        self.nothing_passed_by_itself(engine.reassess(self.workflow, self.run, self.facts, self.now, CALENDAR))

    def nothing_passed_by_itself(self, outcome: Outcome) -> None:
        before = {(stage.name, stage.round) for stage in self.run.stages if stage.status is StageStatus.PASSED}
        self.follow(outcome)
        for stage in self.run.stages:
            assert stage.status is not StageStatus.PASSED or (stage.name, stage.round) in before

    @rule(changed=st.frozensets(st.sampled_from(FIELDS)), touched=st.frozensets(st.sampled_from(CHECKS)))
    def applicant_answers(self, changed: frozenset[str], touched: frozenset[str]) -> None:
        answer = Resubmission(PEOPLE[0], changed, touched)
        try:
            outcome = applicant.resubmit(self.workflow, self.run, answer, self.facts, self.now, CALENDAR)
        except Refused:
            return
        assert changed <= self.run.asked_fields
        self.follow(outcome)

    @rule(sure=st.integers(0, 9))
    def it_ends_early(self, sure: int) -> None:
        try:
            if sure == 0:
                self.follow(applicant.withdraw(self.workflow, self.run, PEOPLE[0], self.facts, self.now, CALENDAR))
            else:
                self.follow(applicant.expire_unanswered(self.workflow, self.run, self.facts, self.now, CALENDAR))
        except Refused:
            return

    @invariant()
    def no_decision_is_lost(self) -> None:
        kept = [(stage.name, stage.round, taken) for stage in self.run.stages for taken in stage.decisions]
        assert sorted(kept, key=repr) == sorted(self.taken, key=repr)

    @invariant()
    def a_stage_passes_by_people_or_by_all_its_checks(self) -> None:
        for opening in self.run.stages:
            if opening.status is StageStatus.PASSED and not opening.said(DecisionKind.APPROVE):
                stage = self.workflow.stage(opening.name)
                assert stage.role is None
                assert {found.check for found in opening.checks if found.verdict is Verdict.PASS} == set(stage.checks)

    @invariant()
    def duties_stay_apart(self) -> None:
        for stage in self.workflow.stages:
            for other in stage.not_by_deciders_of:
                assert not self.run.voices_in(stage.name) & self.run.voices_in(other)

    @invariant()
    def an_approved_run_passed_every_group_that_applied(self) -> None:
        passed = {opening.name for opening in self.run.stages if opening.status is StageStatus.PASSED}
        if self.run.status is RunStatus.APPROVED:
            assert passed
        if self.run.status.terminal:
            assert self.run.active() == ()
            assert self.run.closed_at is not None

    @invariant()
    def only_one_group_is_open_and_one_opening_of_each_stage(self) -> None:
        active = [opening.name for opening in self.run.active()]
        assert len(set(active)) == len(active)
        assert len({self.workflow.stage(name).group for name in active}) <= 1

    @invariant()
    def a_run_in_review_waits_for_something(self) -> None:
        assert self.run.status is not RunStatus.IN_REVIEW or self.run.active()


AnyRun.TestCase.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
TestAnyRun = AnyRun.TestCase


@given(workflows(), worlds)
@settings(deadline=None)
def test_the_previewed_path_is_the_path_that_applies_in_order(workflow: Workflow, facts: Facts) -> None:
    path = applicant.preview(workflow, facts, NOW, CALENDAR)
    expected = [stage.name for group in workflow.groups() for stage in group if applies(workflow, stage, facts)]
    assert [step.stage for step in path] == expected
    assert path
    assert all(step.due_at > NOW for step in path)
