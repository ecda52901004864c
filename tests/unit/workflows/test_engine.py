"""The engine's verbs for deciders, machines and timers."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from server.core.errors import NotPermitted, Refused
from server.core.roles import Role
from server.workflows import engine
from server.workflows.applicant import withdraw
from server.workflows.calendar import WorkingCalendar
from server.workflows.definition import ALL, AnyOf, Band, Percent, Quorum, Route, Stage, Workflow
from server.workflows.outcome import ChangesAsked, Concluded, Escalated, Handover, RunChecks
from server.workflows.refusals import (
    AlreadyDecided,
    AskedFieldsRequired,
    ConflictOfInterest,
    NotDue,
    NothingAbove,
    ReasonRequired,
    RunClosed,
    SelfApprovalForbidden,
    SeparationOfDuties,
    StageNotActive,
)
from server.workflows.state import CheckResult, Decision, DecisionKind, RunStatus, StageStatus, Verdict
from tests.unit.workflows.cases import (
    ANI,
    APPLICANT,
    BENEFICIARY,
    BUDI,
    CALENDAR,
    CITRA,
    DEWI,
    EKO,
    FAJAR,
    JAKARTA,
    NOW,
    POOLS,
    Case,
    facts,
)

TWO_STEPS = Workflow(
    "two-steps",
    1,
    (
        Stage("first", 2, Role.VERIFIER, group=1),
        Stage("second", 2, Role.BUREAU, quorum=AnyOf(2), group=2, not_by_deciders_of=frozenset({"first"})),
    ),
)
BANDED = Workflow(
    "banded",
    1,
    (
        Stage("field", 1, Role.VERIFIER, group=1),
        Stage("partner", 1, Role.BUREAU, group=2, when=Route(bands=frozenset({"large"}))),
        Stage("seal", 1, Role.SUPERVISOR, group=3),
    ),
    bands=(Band("small", below=50_000_000), Band("large")),
)
PARALLEL = Workflow(
    "parallel",
    1,
    (
        Stage("left", 2, Role.VERIFIER, group=1),
        Stage("right", 2, Role.BUREAU, group=1),
        Stage("end", 2, Role.BUREAU, group=2, not_by_deciders_of=frozenset({"right"})),
    ),
)


def of_bureau(quorum: Quorum) -> Workflow:
    return Workflow("bureau", 1, (Stage("only", 2, Role.BUREAU, quorum=quorum),))


def test_a_later_stage_cannot_decide_early() -> None:
    case = Case(TWO_STEPS)
    with pytest.raises(StageNotActive):
        case.say("second", CITRA)
    with pytest.raises(StageNotActive):
        case.say("nowhere", CITRA)


def test_a_decided_stage_says_so() -> None:
    case = Case(TWO_STEPS)
    case.say("first", ANI)
    for again in (ANI, BUDI):
        with pytest.raises(AlreadyDecided) as refused:
            case.say("first", again)
        assert refused.value.outcome == StageStatus.PASSED


def test_nobody_decides_the_same_stage_twice() -> None:
    case = Case(TWO_STEPS)
    case.say("first", ANI)
    case.say("second", CITRA)
    with pytest.raises(AlreadyDecided):
        case.say("second", CITRA)
    assert case.plans() == [("second", Role.BUREAU, 1)]


@pytest.mark.parametrize("party", [APPLICANT, BENEFICIARY])
def test_nobody_decides_their_own_case_even_as_an_eligible_holder(party: UUID) -> None:
    case = Case(TWO_STEPS, facts({**POOLS, Role.VERIFIER: frozenset({ANI, party})}))
    with pytest.raises(SelfApprovalForbidden):
        case.say("first", party)


def test_nobody_decides_their_own_case_through_a_delegate_or_as_one() -> None:
    case = Case(TWO_STEPS, facts({**POOLS, Role.VERIFIER: frozenset({ANI, APPLICANT})}))
    with pytest.raises(SelfApprovalForbidden):
        case.say("first", ANI, on_behalf_of=APPLICANT)
    with pytest.raises(SelfApprovalForbidden):
        case.say("first", APPLICANT, on_behalf_of=ANI)


def test_a_conflict_of_interest_is_refused_with_its_reason() -> None:
    case = Case(TWO_STEPS, facts(conflicts={ANI: "SAME_ADDRESS"}))
    with pytest.raises(ConflictOfInterest) as refused:
        case.say("first", ANI)
    assert refused.value.reason == "SAME_ADDRESS"
    with pytest.raises(ConflictOfInterest):
        case.say("first", BUDI, on_behalf_of=ANI)
    case.say("first", BUDI)
    assert case.closed() == ("first",)


def test_who_holds_no_role_here_does_not_decide() -> None:
    case = Case(TWO_STEPS)
    for stranger in (CITRA, FAJAR):
        with pytest.raises(NotPermitted):
            case.say("first", stranger)


def test_duties_stay_apart_in_both_directions_and_through_delegates() -> None:
    pools = {**POOLS, Role.VERIFIER: frozenset({ANI, CITRA}), Role.BUREAU: frozenset({ANI, CITRA, DEWI, EKO})}
    case = Case(TWO_STEPS, facts(pools))
    case.say("first", ANI, on_behalf_of=CITRA)
    for barred in (ANI, CITRA):
        with pytest.raises(SeparationOfDuties) as refused:
            case.say("second", barred)
        assert refused.value.stage == "first"
    with pytest.raises(SeparationOfDuties):
        case.say("second", DEWI, on_behalf_of=CITRA)
    parallel = Workflow(
        "w",
        1,
        (
            Stage("left", 1, Role.VERIFIER, not_by_deciders_of=frozenset({"right"})),
            Stage("right", 1, Role.BUREAU),
        ),
    )
    case = Case(parallel, facts(pools))
    case.say("left", ANI)
    with pytest.raises(SeparationOfDuties):
        case.say("right", ANI)


def test_a_delegate_counts_as_one_person_and_uses_up_both_voices() -> None:
    case = Case(of_bureau(AnyOf(2)))
    case.say("only", FAJAR, on_behalf_of=CITRA)
    assert case.status() is RunStatus.IN_REVIEW
    for spent in (FAJAR, CITRA):
        with pytest.raises((AlreadyDecided, NotPermitted)):
            case.say("only", spent)
    case.say("only", DEWI)
    assert case.status() is RunStatus.APPROVED


def test_a_rejection_needs_code_and_text_and_ends_the_run_with_time_to_appeal() -> None:
    case = Case(TWO_STEPS)
    for words in ({}, {"reason_code": "OUT_OF_SCOPE"}, {"reason_code": "OUT_OF_SCOPE", "reason": "  "}):
        with pytest.raises(ReasonRequired):
            case.say("first", ANI, DecisionKind.REJECT, **words)
    case.say("first", ANI, DecisionKind.REJECT, reason_code="OUT_OF_SCOPE", reason="Tidak sesuai bidang.")
    assert case.status() is RunStatus.REJECTED
    assert case.run.appeal_until == CALENDAR.after(NOW, TWO_STEPS.appeal_working_days)
    assert case.last.effects == (Concluded(RunStatus.REJECTED),)
    assert case.plans() == []


def test_one_rejection_outweighs_approvals() -> None:
    case = Case(of_bureau(AnyOf(2)))
    case.say("only", CITRA)
    case.say("only", DEWI, DecisionKind.REJECT, reason_code="X", reason="x")
    assert case.status() is RunStatus.REJECTED


def test_a_return_needs_fields_and_rests_the_queues() -> None:
    case = Case(PARALLEL)
    with pytest.raises(AskedFieldsRequired):
        case.say("left", ANI, DecisionKind.RETURN)
    case.say("left", ANI, DecisionKind.RETURN, asked_fields=frozenset({"address"}))
    assert case.status() is RunStatus.CHANGES_REQUESTED
    due = CALENDAR.after(NOW, PARALLEL.answer_working_days)
    assert case.last.effects == (ChangesAsked(frozenset({"address"}), due),)
    assert case.plans() == []
    with pytest.raises(StageNotActive):
        case.say("right", CITRA)
    with pytest.raises(AlreadyDecided):
        case.say("left", BUDI)


def test_parallel_stages_are_both_needed_and_the_next_group_waits() -> None:
    case = Case(PARALLEL)
    assert case.opened() == ("left", "right")
    case.say("right", CITRA)
    assert case.opened() == ()
    with pytest.raises(StageNotActive):
        case.say("end", DEWI)
    case.say("left", ANI)
    assert case.opened() == ("end",)


@pytest.mark.parametrize(("percent", "needed"), [(1, 1), (33, 1), (34, 2), (66, 2), (67, 3), (100, 3)])
def test_a_percentage_is_rounded_up_to_whole_people(percent: int, needed: int) -> None:
    case = Case(of_bureau(Percent(percent)))
    assert case.plans() == [("only", Role.BUREAU, needed)]
    for decider in (CITRA, DEWI, EKO)[:needed]:
        assert case.status() is RunStatus.IN_REVIEW
        case.say("only", decider)
    assert case.status() is RunStatus.APPROVED


def test_all_counts_who_is_eligible_when_the_decision_is_taken() -> None:
    case = Case(of_bureau(ALL))
    case.say("only", CITRA)
    # Citra left, and her approval stays counted; a newcomer is asked as well.
    case.facts = facts({**POOLS, Role.BUREAU: frozenset({DEWI, EKO, ANI})})
    case.say("only", DEWI)
    case.say("only", EKO)
    assert case.status() is RunStatus.IN_REVIEW
    case.say("only", ANI)
    assert case.status() is RunStatus.APPROVED


def test_people_who_leave_approve_nothing() -> None:
    case = Case(of_bureau(ALL))
    case.say("only", CITRA)
    case.reassess(facts({**POOLS, Role.BUREAU: frozenset()}))
    assert case.status() is RunStatus.IN_REVIEW
    assert case.last.effects == (Escalated("only", Role.SUPERVISOR, Handover.NO_DECIDER),)
    assert case.plans() == [("only", Role.SUPERVISOR, 1)]
    case.say("only", FAJAR)
    assert case.status() is RunStatus.APPROVED


def test_an_abstention_approves_nothing_and_lowers_no_bar() -> None:
    case = Case(of_bureau(ALL))
    case.say("only", CITRA)
    case.say("only", DEWI)
    case.say("only", EKO, DecisionKind.ABSTAIN)
    assert case.status() is RunStatus.IN_REVIEW
    assert case.plans() == [("only", Role.SUPERVISOR, 1)]
    with pytest.raises(AlreadyDecided):
        case.say("only", EKO)
    two = Case(of_bureau(AnyOf(2)))
    two.say("only", CITRA, DecisionKind.ABSTAIN)
    two.say("only", DEWI)
    assert two.plans() == [("only", Role.BUREAU, 1)]
    half = Case(of_bureau(Percent(50)))
    half.say("only", CITRA, DecisionKind.ABSTAIN)
    half.say("only", DEWI)
    assert half.status() is RunStatus.IN_REVIEW
    half.say("only", EKO)
    assert half.status() is RunStatus.APPROVED


def test_a_stage_that_nobody_may_decide_goes_to_the_supervisors_and_says_so() -> None:
    case = Case(TWO_STEPS, facts(conflicts={ANI: "SAME_PHONE", BUDI: "SAME_PHONE"}))
    assert Escalated("first", Role.SUPERVISOR, Handover.NO_DECIDER) in case.last.effects
    assert case.vacant() == [False]
    case.say("first", FAJAR)
    assert case.opened() == ("second",)


def test_without_any_supervisor_the_stage_waits_visibly() -> None:
    case = Case(TWO_STEPS, facts({}))
    assert case.plans() == [("first", Role.SUPERVISOR, 1)]
    assert case.vacant() == [True]
    again = case.reassess(facts({}))
    assert again.effects == ()
    assert again.run.status is RunStatus.IN_REVIEW
    case.reassess(facts())
    assert case.vacant() == [False]
    case.say("first", ANI)
    assert case.closed() == ("first",)


def test_too_few_for_a_number_of_people_calls_the_supervisors_for_the_rest() -> None:
    case = Case(of_bureau(AnyOf(2)), facts({**POOLS, Role.BUREAU: frozenset({CITRA})}))
    case.say("only", CITRA)
    assert case.plans() == [("only", Role.SUPERVISOR, 1)]
    case.say("only", FAJAR)
    assert case.status() is RunStatus.APPROVED


def test_a_decider_who_sends_it_up_leaves_it_to_those_above() -> None:
    case = Case(TWO_STEPS)
    case.say("first", ANI, DecisionKind.ESCALATE)
    assert case.last.effects == (Escalated("first", Role.SUPERVISOR, Handover.BY_DECIDER),)
    for colleague in (ANI, BUDI):
        with pytest.raises((NotPermitted, AlreadyDecided)):
            case.say("first", colleague)
    with pytest.raises(NothingAbove):
        case.say("first", FAJAR, DecisionKind.ESCALATE)
    case.say("first", FAJAR)
    assert case.opened() == ("second",)


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


def test_one_word_from_above_stands_in_for_those_who_stay_silent() -> None:
    case = Case(of_bureau(ALL))
    case.say("only", CITRA)
    case.now = case.run.stages[0].deadlines.escalate_at or NOW
    case.overdue("only")
    case.say("only", FAJAR)
    assert case.status() is RunStatus.APPROVED


def test_routing_follows_the_value_and_a_moved_case_is_routed_anew() -> None:
    case = Case(BANDED, facts(value=49_999_999))
    case.say("field", ANI)
    assert case.opened() == ("seal",)
    case.reassess(facts(value=50_000_000))
    assert (case.closed(), case.opened()) == (("seal",), ("partner",))
    with pytest.raises(StageNotActive):
        case.say("seal", FAJAR)
    case.reassess(facts(value=1))
    assert (case.closed(), case.opened()) == (("partner",), ("seal",))
    case.say("seal", FAJAR)
    assert case.status() is RunStatus.APPROVED


def test_a_decision_on_a_stage_that_the_case_has_left_is_refused() -> None:
    case = Case(BANDED, facts(value=1))
    case.say("field", ANI)
    case.facts = facts(value=10**9)
    with pytest.raises(StageNotActive):
        case.say("seal", FAJAR)


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


def test_a_refusal_changes_nothing_and_a_decision_is_kept_with_role_and_time() -> None:
    case = Case(TWO_STEPS)
    kept = replace(case.run)
    decision = Decision("first", ANI, DecisionKind.APPROVE)
    with pytest.raises(Refused):
        case.decide(replace(decision, by=FAJAR))
    assert case.run == kept
    case.decide(decision)
    taken = case.run.stages[0].decisions[0]
    assert (taken.decision, taken.role, taken.at) == (decision, Role.VERIFIER, NOW)
