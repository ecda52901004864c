"""Who decides when: order, separation of duties, rejection, return, routing."""

from dataclasses import replace
from uuid import UUID

import pytest

from server.core.errors import NotPermitted, Refused
from server.core.roles import Role
from server.workflows.definition import Band, Route, Stage, Workflow
from server.workflows.outcome import ChangesAsked, Concluded
from server.workflows.refusals import (
    AlreadyDecided,
    AskedFieldsRequired,
    ConflictOfInterest,
    ReasonRequired,
    SelfApprovalForbidden,
    SeparationOfDuties,
    StageNotActive,
)
from server.workflows.state import Decision, DecisionKind, RunStatus, StageStatus
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
    NOW,
    POOLS,
    TWO_STEPS,
    Case,
    facts,
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
