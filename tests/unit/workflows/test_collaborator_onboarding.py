from datetime import timedelta

import pytest

from server.core.roles import Role
from server.workflows.applicant import preview
from server.workflows.chart import chart
from server.workflows.collaborator_onboarding import COLLABORATOR_ONBOARDING
from server.workflows.refusals import SeparationOfDuties
from server.workflows.registry import UnknownWorkflow, current, pinned
from server.workflows.state import CheckResult, RunStatus, Verdict
from tests.unit.workflows.cases import ANI, BUDI, CALENDAR, CITRA, DEWI, NOW, Case, facts


def test_an_application_travels_from_screening_to_approval() -> None:
    case = Case(COLLABORATOR_ONBOARDING)
    assert case.opened() == ("screening",)
    assert case.plans() == []
    case.checked("screening")
    assert (case.closed(), case.opened()) == (("screening",), ("verification",))
    case.say("verification", ANI)
    assert case.plans() == [("approval", Role.BUREAU, 2)]
    case.say("approval", CITRA)
    assert case.status() is RunStatus.IN_REVIEW
    case.say("approval", DEWI)
    assert case.status() is RunStatus.APPROVED
    assert case.plans() == []


def test_who_looked_at_a_likely_duplicate_does_not_verify() -> None:
    case = Case(COLLABORATOR_ONBOARDING)
    case.checked(
        "screening",
        CheckResult("completeness", Verdict.PASS),
        CheckResult("duplicate", Verdict.NEEDS_HUMAN, code="LIKELY_DUPLICATE"),
        CheckResult("aggregator-licence", Verdict.PASS),
    )
    assert case.plans() == [("screening", Role.VERIFIER, 1)]
    case.say("screening", ANI)
    with pytest.raises(SeparationOfDuties):
        case.say("verification", ANI)
    case.say("verification", BUDI)
    assert case.opened() == ("approval",)


def test_the_applicant_sees_the_path_before_submitting() -> None:
    path = preview(COLLABORATOR_ONBOARDING, facts(), NOW, CALENDAR)
    assert [(step.stage, step.role) for step in path] == [
        ("screening", None),
        ("verification", Role.VERIFIER),
        ("approval", Role.BUREAU),
    ]
    # One, three and three working days from Tuesday: a weekend lies between.
    assert [step.due_at - NOW for step in path] == [timedelta(days=days) for days in (1, 6, 9)]


def test_runs_find_the_version_they_pinned() -> None:
    assert pinned("collaborator-onboarding", 1) is COLLABORATOR_ONBOARDING
    assert current("collaborator-onboarding") is COLLABORATOR_ONBOARDING
    for name, version in (("collaborator-onboarding", 99), ("nothing", 1)):
        with pytest.raises(UnknownWorkflow):
            pinned(name, version)
    with pytest.raises(UnknownWorkflow):
        current("nothing")


def test_the_chart_draws_every_stage_once_and_in_order() -> None:
    drawn = chart(COLLABORATOR_ONBOARDING)
    assert drawn.startswith("flowchart LR\n")
    assert 's2["approval<br/>any 2 BUREAU<br/>3 d"]' in drawn
    assert "submitted --> s0\n    s0 --> s1\n    s1 --> s2\n    s2 --> approved" in drawn
    assert drawn.count("not the same people") == 3
