"""How many have to approve, and what happens when they are not there."""

import pytest

from server.core.errors import NotPermitted
from server.core.roles import Role
from server.workflows.definition import ALL, AnyOf, Percent
from server.workflows.outcome import Escalated, Handover
from server.workflows.refusals import (
    AlreadyDecided,
    NothingAbove,
)
from server.workflows.state import DecisionKind, RunStatus
from tests.unit.workflows.cases import (
    ANI,
    BUDI,
    CITRA,
    DEWI,
    EKO,
    FAJAR,
    NOW,
    POOLS,
    TWO_STEPS,
    Case,
    facts,
    of_bureau,
)


def test_a_delegate_counts_as_one_person_and_uses_up_both_voices() -> None:
    case = Case(of_bureau(AnyOf(2)))
    case.say("only", FAJAR, on_behalf_of=CITRA)
    assert case.status() is RunStatus.IN_REVIEW
    for spent in (FAJAR, CITRA):
        with pytest.raises((AlreadyDecided, NotPermitted)):
            case.say("only", spent)
    case.say("only", DEWI)
    assert case.status() is RunStatus.APPROVED


def test_one_rejection_outweighs_approvals() -> None:
    case = Case(of_bureau(AnyOf(2)))
    case.say("only", CITRA)
    case.say("only", DEWI, DecisionKind.REJECT, reason_code="X", reason="x")
    assert case.status() is RunStatus.REJECTED


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


def test_one_word_from_above_stands_in_for_those_who_stay_silent() -> None:
    case = Case(of_bureau(ALL))
    case.say("only", CITRA)
    case.now = case.run.stages[0].deadlines.escalate_at or NOW
    case.overdue("only")
    case.say("only", FAJAR)
    assert case.status() is RunStatus.APPROVED
