"""What machines and timers say: checks, overdue stages, a changed calendar."""

from datetime import timedelta

import pytest

from server.core.roles import Role
from server.workflows import engine
from server.workflows.applicant import withdraw
from server.workflows.calendar import WorkingCalendar
from server.workflows.definition import Stage, Workflow
from server.workflows.outcome import RunChecks
from server.workflows.refusals import (
    AlreadyDecided,
    NotDue,
    RunClosed,
    StageNotActive,
)
from server.workflows.state import CheckResult, RunStatus, Verdict
from tests.unit.workflows.cases import (
    ANI,
    APPLICANT,
    BUDI,
    CALENDAR,
    CITRA,
    JAKARTA,
    NOW,
    TWO_STEPS,
    Case,
    facts,
)


def test_an_overdue_stage_goes_up_at_150_percent_and_not_before() -> None:
    case = Case(TWO_STEPS)
    clock = case.run.stages[0].deadlines
    assert clock.escalate_at is not None
    assert (clock.remind_at, clock.due_at, clock.escalate_at) == tuple(NOW + timedelta(days=d) for d in (1, 2, 3))
    case.now = clock.escalate_at - timedelta(seconds=1)
    with pytest.raises(NotDue):
        case.overdue("first")
    case.now = clock.escalate_at
    case.overdue("first")
    assert case.plans() == [("first", Role.SUPERVISOR, 1)]
    assert case.run.stages[0].deadlines.escalate_at is None
    with pytest.raises(NotDue):
        case.overdue("first")
    case.say("first", BUDI)  # Silence was at fault, not the person: its own people may still decide.
    assert case.opened() == ("second",)


CHECKED = Workflow(
    "checked",
    1,
    (
        Stage("auto", 1, checks=("papers", "twins"), falls_to=Role.VERIFIER, group=1),
        Stage("both", 1, Role.BUREAU, checks=("licence",), group=2),
    ),
)
PAPERS, TWINS = CheckResult("papers", Verdict.PASS), CheckResult("twins", Verdict.PASS)


def test_checks_pass_an_automatic_stage_once_all_have_answered() -> None:
    case = Case(CHECKED)
    assert case.last.effects == (RunChecks("auto", 1, ("papers", "twins")),)
    case.checked("auto", PAPERS)
    assert case.closed() == ()
    case.checked("auto", PAPERS, TWINS)
    assert (case.closed(), case.opened()) == (("auto",), ("both",))
    with pytest.raises(StageNotActive):
        case.say("both", CITRA)
    case.checked("both")
    assert case.plans() == [("both", Role.BUREAU, 1)]


def test_a_check_that_arrives_twice_or_late_changes_nothing() -> None:
    case = Case(CHECKED)
    case.checked("auto", PAPERS)
    case.checked("auto", CheckResult("papers", Verdict.FAIL, frozenset({"deed"})), CheckResult("other", Verdict.FAIL))
    assert case.run.stages[0].checks == (PAPERS,)
    case.checked("auto", TWINS)
    with pytest.raises(AlreadyDecided):
        case.checked("auto")
    with pytest.raises(StageNotActive):
        case.checked("auto", round=2)


def test_what_the_applicant_can_mend_goes_back_and_nothing_is_rejected_by_machine() -> None:
    case = Case(CHECKED)
    case.checked("auto", CheckResult("papers", Verdict.FAIL, frozenset({"deed"})), TWINS)
    assert case.status() is RunStatus.CHANGES_REQUESTED
    assert case.run.asked_fields == {"deed"}


@pytest.mark.parametrize("verdict", [Verdict.FAIL, Verdict.NEEDS_HUMAN])
def test_what_the_applicant_cannot_mend_calls_a_person(verdict: Verdict) -> None:
    case = Case(CHECKED)
    case.checked("auto", PAPERS, CheckResult("twins", verdict))
    assert case.plans() == [("auto", Role.VERIFIER, 1)]
    case.say("auto", ANI)
    assert case.opened() == ("both",)


def test_checks_that_never_answer_call_the_people_of_the_stage() -> None:
    case = Case(CHECKED)
    case.checked("auto", PAPERS)
    case.now = case.run.stages[0].deadlines.escalate_at or NOW
    case.overdue("auto")
    assert case.plans() == [("auto", Role.VERIFIER, 1)]
    assert [(found.check, found.code) for found in case.run.stages[0].checks] == [
        ("papers", None),
        ("twins", engine.OVERDUE),
    ]


def test_a_run_that_is_over_takes_nothing_more() -> None:
    case = Case(CHECKED)
    case.last = withdraw(CHECKED, case.run, APPLICANT, case.facts, NOW, CALENDAR)
    with pytest.raises(RunClosed):
        case.say("auto", ANI)
    with pytest.raises(RunClosed):
        case.checked("auto")
    with pytest.raises(RunClosed):
        case.reassess(facts())
    with pytest.raises(NotDue):
        case.overdue("auto")
    with pytest.raises(RunClosed):
        engine.renew_deadlines(CHECKED, case.run, case.facts, NOW, CALENDAR)


def test_a_holiday_announced_later_moves_deadlines_forward_only() -> None:
    tomorrow = JAKARTA.day_of(NOW + timedelta(days=1))
    longer = WorkingCalendar(
        JAKARTA.zone, lambda day: day != tomorrow and CALENDAR.works_on(day), "with one more holiday"
    )
    case = Case(TWO_STEPS)
    before = case.run.stages[0].deadlines
    moved = engine.renew_deadlines(TWO_STEPS, case.run, case.facts, NOW, longer).run
    assert moved.calendar == "with one more holiday"
    after = moved.stages[0].deadlines
    assert after.due_at == before.due_at + timedelta(days=1)
    back = engine.renew_deadlines(TWO_STEPS, moved, case.facts, NOW, CALENDAR).run
    assert back.stages[0].deadlines == after
    late = engine.renew_deadlines(TWO_STEPS, case.run, case.facts, before.remind_at, longer).run
    assert late.stages[0].deadlines.remind_at == before.remind_at
    assert late.stages[0].deadlines.due_at == after.due_at
