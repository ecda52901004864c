"""The applicant's side of a run."""

from datetime import timedelta

import pytest

from server.core.errors import NotPermitted
from server.core.roles import Role
from server.workflows.applicant import expire, expire_unanswered, preview, withdraw
from server.workflows.definition import AnyOf, Band, Route, Stage, Workflow
from server.workflows.outcome import Concluded, RunChecks
from server.workflows.refusals import FieldsNotAsked, NoChangesRequested, NotDue, RunClosed
from server.workflows.state import CheckResult, DecisionKind, RunStatus, StageStatus, Verdict
from tests.unit.workflows.cases import ANI, APPLICANT, BUDI, CALENDAR, CITRA, DEWI, EKO, NOW, Case, facts

FLOW = Workflow(
    "flow",
    1,
    (
        Stage("auto", 1, checks=("papers", "twins"), group=1),
        Stage("visit", 2, Role.VERIFIER, group=2, looks_at=frozenset({"address"})),
        Stage("seal", 2, Role.BUREAU, quorum=AnyOf(2), group=3, not_by_deciders_of=frozenset({"visit"})),
    ),
)
PARALLEL = Workflow(
    "parallel",
    1,
    (
        Stage("left", 2, Role.VERIFIER, group=1),
        Stage("right", 2, Role.BUREAU, quorum=AnyOf(2), group=1, looks_at=frozenset({"budget"})),
        Stage("machine", 2, checks=("papers", "twins"), group=1),
    ),
)


def returned_from_seal(*fields: str) -> Case:
    case = Case(FLOW)
    case.checked("auto")
    case.say("visit", ANI)
    case.say("seal", CITRA)
    case.say("seal", DEWI, DecisionKind.RETURN, asked_fields=frozenset(fields))
    return case


def test_an_answer_reopens_only_the_stage_that_asked() -> None:
    case = returned_from_seal("plan")
    case.resubmit("plan.month")
    assert case.status() is RunStatus.IN_REVIEW
    assert case.opened() == ("seal",)
    assert case.last.effects == ()
    # What was approved before the change was approved on other words: both approvals are asked anew, of anyone.
    assert case.plans() == [("seal", Role.BUREAU, 2)]
    case.say("seal", CITRA)
    case.say("seal", DEWI)
    assert case.status() is RunStatus.APPROVED


def test_an_answer_restarts_the_checks_it_touches_and_keeps_the_others() -> None:
    case = returned_from_seal("plan")
    case.resubmit("plan", touched=("papers",))
    assert case.opened() == ("auto",)
    assert case.last.effects == (RunChecks("auto", 2, ("papers",)),)
    case.checked("auto", CheckResult("papers", Verdict.PASS), round=2)
    assert (case.closed(), case.opened()) == (("auto",), ("seal",))


def test_an_answer_reopens_a_stage_that_looks_at_the_field() -> None:
    case = returned_from_seal("address")
    case.resubmit("address.street")
    assert case.opened() == ("visit",)
    assert [stage.status for stage in case.run.stages if stage.name == "visit"] == [
        StageStatus.CANCELLED,
        StageStatus.OPEN,
    ]
    case.say("visit", ANI)  # Who decided a stage may decide it again when it was reopened.
    assert case.opened() == ("seal",)
    with pytest.raises(NotPermitted):
        case.say("seal", ANI)


def test_a_failed_check_is_asked_again_even_if_nothing_says_that_it_was_touched() -> None:
    case = Case(FLOW)
    case.checked("auto", CheckResult("papers", Verdict.FAIL, frozenset({"deed"})), CheckResult("twins", Verdict.PASS))
    case.resubmit("deed")
    assert case.last.effects == (RunChecks("auto", 2, ("papers",)),)


def test_only_the_asked_fields_reopen() -> None:
    case = returned_from_seal("plan", "address")
    with pytest.raises(FieldsNotAsked) as refused:
        case.resubmit("plan", "name", "addressee")
    assert refused.value.fields == ("addressee", "name")
    assert case.status() is RunStatus.CHANGES_REQUESTED


def test_a_parallel_stage_keeps_its_approvals_and_its_clock_rests() -> None:
    case = Case(PARALLEL)
    case.say("right", CITRA)
    case.now = NOW + timedelta(hours=12)
    case.say("left", ANI, DecisionKind.RETURN, asked_fields=frozenset({"plan", "budget"}))
    case.now = NOW + timedelta(days=2)
    case.resubmit("plan")
    right = case.run.latest("right")
    assert right is not None
    assert right.round == 1
    assert right.deadlines.spent == timedelta(hours=12)
    assert right.deadlines.due_at == CALENDAR.add(case.now, timedelta(days=2) - timedelta(hours=12))
    assert case.plans() == [("right", Role.BUREAU, 1), ("left", Role.VERIFIER, 1)]
    assert RunChecks("machine", 1, ("papers", "twins")) in case.last.effects
    case.say("right", EKO)
    assert case.closed() == ("right",)


def test_what_was_reminded_before_a_rest_is_not_reminded_again() -> None:
    case = Case(PARALLEL)
    reminded = case.run.stages[1].deadlines.remind_at
    case.now = reminded + timedelta(hours=1)
    case.say("left", ANI, DecisionKind.RETURN, asked_fields=frozenset({"plan"}))
    case.now += timedelta(days=1)
    case.resubmit("plan")
    right = case.run.latest("right")
    assert right is not None
    assert right.deadlines.remind_at == reminded
    assert right.deadlines.due_at > case.now


def test_a_parallel_stage_that_looks_at_the_change_begins_again() -> None:
    case = Case(PARALLEL)
    case.say("right", CITRA)
    case.say("left", ANI, DecisionKind.RETURN, asked_fields=frozenset({"budget"}))
    case.resubmit("budget")
    assert case.opened() == ("left", "right")
    assert case.plans() == [("left", Role.VERIFIER, 1), ("right", Role.BUREAU, 2)]
    case.say("right", CITRA)


def test_checks_that_answer_while_changes_are_asked_are_heard() -> None:
    case = Case(PARALLEL)
    case.say("left", ANI, DecisionKind.RETURN, asked_fields=frozenset({"plan"}))
    case.checked(
        "machine", CheckResult("papers", Verdict.FAIL, frozenset({"deed"})), CheckResult("twins", Verdict.PASS)
    )
    assert case.run.asked_fields == {"plan", "deed"}
    case.resubmit("plan", "deed")
    assert set(case.opened()) == {"left", "machine"}


def test_nothing_can_be_resubmitted_that_was_not_returned() -> None:
    with pytest.raises(NoChangesRequested):
        Case(FLOW).resubmit("plan")


def test_only_the_applicant_answers_or_withdraws() -> None:
    case = returned_from_seal("plan")
    with pytest.raises(NotPermitted):
        case.resubmit("plan", by=BUDI)
    with pytest.raises(NotPermitted):
        withdraw(FLOW, case.run, BUDI, case.facts, NOW, CALENDAR)


def test_a_withdrawn_run_ends_what_is_open_once() -> None:
    case = Case(PARALLEL)
    done = withdraw(PARALLEL, case.run, APPLICANT, case.facts, NOW, CALENDAR)
    assert done.run.status is RunStatus.WITHDRAWN
    assert done.closed == ("left", "right", "machine")
    assert {stage.status for stage in done.run.stages} == {StageStatus.CANCELLED}
    assert done.effects == (Concluded(RunStatus.WITHDRAWN),)
    with pytest.raises(RunClosed):
        withdraw(PARALLEL, done.run, APPLICANT, case.facts, NOW, CALENDAR)


def test_a_return_that_nobody_answers_expires_when_its_time_is_over() -> None:
    case = returned_from_seal("plan")
    due = case.run.answer_due_at
    assert due == CALENDAR.after(NOW, FLOW.answer_working_days)
    with pytest.raises(NotDue):
        expire_unanswered(FLOW, case.run, case.facts, due - timedelta(seconds=1), CALENDAR)
    assert expire_unanswered(FLOW, case.run, case.facts, due, CALENDAR).run.status is RunStatus.EXPIRED
    case.resubmit("plan")
    with pytest.raises(NotDue):
        expire_unanswered(FLOW, case.run, case.facts, due, CALENDAR)


def test_a_run_whose_subject_lapsed_expires_at_once() -> None:
    case = Case(FLOW)
    done = expire(FLOW, case.run, case.facts, NOW, CALENDAR)
    assert done.run.status is RunStatus.EXPIRED
    with pytest.raises(RunClosed):
        expire(FLOW, done.run, case.facts, NOW, CALENDAR)


def test_the_path_ahead_follows_the_routing_and_the_run() -> None:
    flow = Workflow(
        "routed",
        1,
        (
            Stage("a", 1, Role.VERIFIER, group=1),
            Stage("b", 5, Role.BUREAU, group=1, when=Route(bands=frozenset({"large"}))),
            Stage("c", 1, Role.BUREAU, group=2),
        ),
        bands=(Band("small", below=100), Band("large")),
    )
    small = preview(flow, facts(value=99), NOW, CALENDAR)
    assert [(step.stage, step.due_at) for step in small] == [
        ("a", CALENDAR.after(NOW, 1)),
        ("c", CALENDAR.after(NOW, 2)),
    ]
    large = preview(flow, facts(value=100), NOW, CALENDAR)
    assert [(step.stage, step.due_at) for step in large] == [
        ("a", CALENDAR.after(NOW, 1)),
        ("b", CALENDAR.after(NOW, 5)),
        ("c", CALENDAR.after(NOW, 6)),
    ]
    case = Case(flow, facts(value=100))
    case.say("a", ANI)
    later = NOW + timedelta(days=1)
    left = preview(flow, case.facts, later, CALENDAR, case.run)
    assert [(step.stage, step.due_at) for step in left] == [
        ("b", CALENDAR.after(NOW, 5)),
        ("c", CALENDAR.after(NOW, 6)),
    ]
