"""From a draft to a collaborator, through the machine, a verifier and two people of the bureau."""

from collections.abc import Callable
from dataclasses import replace

import pytest

import server.services.subjects  # noqa: F401  # registers what approvals decide about
from server.core.act import Act
from server.core.errors import InvalidInput, NotFound, NotPermitted, Refusals, VersionConflict
from server.core.platform import Platform
from server.core.roles import Role
from server.models.application import Application, ApplicationState
from server.models.audit_entry import AuditEntry
from server.models.collaborator import Collaborator, CollaboratorKind
from server.models.membership import Membership
from server.models.workflow_run import CheckResult, Decision, Task, TaskState, WorkflowRun
from server.services import audit
from server.services.applications import answer, draft, submit
from server.services.applications import form as forms
from server.services.applications.documents import attached
from server.services.applications.form import Changes
from server.services.applications.refusals import ApplicationNotEditable, DuplicateApplicant
from server.services.approvals.claim import claim, release
from server.services.approvals.decide import Word, decide
from server.services.approvals.refusals import TaskClaimed, TaskClosed
from server.services.transaction import run
from server.workflows.refusals import FieldsNotAsked, ReasonRequired, SelfApprovalForbidden, SeparationOfDuties
from server.workflows.state import DecisionKind
from tests.factories.account import a_grant, acting, an_account
from tests.factories.application import COMPANY, a_draft, a_submitted_application
from tests.factories.workers import run_due

Decider = Callable[[str, Role], Act]


@pytest.fixture
def applicant(platform: Platform) -> Act:
    return acting(platform, an_account(platform, "pemohon@example.org", "Pemohon"))


@pytest.fixture
def decider(platform: Platform) -> Decider:
    def make(email: str, role: Role) -> Act:
        account = an_account(platform, email, email.split("@")[0])
        a_grant(platform, account, role)
        return acting(platform, account, stepped_up=True)

    return make


@pytest.fixture
def team(decider: Decider) -> dict[str, Act]:
    return {
        "verifier": decider("verifikator@example.org", Role.VERIFIER),
        "first": decider("biro1@example.org", Role.BUREAU),
        "second": decider("biro2@example.org", Role.BUREAU),
    }


def open_task(role: Role) -> Task:
    return Task.get(Task.state == TaskState.OPEN, Task.role == role)


def say(act: Act, task: Task, kind: DecisionKind = DecisionKind.APPROVE, **more: object) -> Task:
    return run(lambda: decide(act, Word(task.id, task.version, kind, **more)))  # type: ignore[arg-type]  # test shorthand


def test_a_company_becomes_a_collaborator(platform: Platform, applicant: Act, team: dict[str, Act]) -> None:
    application = a_submitted_application(applicant)
    assert application.number == "KSBB-2026-000001"
    assert run_due(platform) == ["run_checks"]
    assert {row.name: row.verdict for row in CheckResult.select()} == {
        "completeness": "PASS",
        "duplicate": "PASS",
        "aggregator-licence": "PASS",
    }
    say(team["verifier"], open_task(Role.VERIFIER))
    say(team["first"], open_task(Role.BUREAU))
    say(team["second"], open_task(Role.BUREAU))
    assert run_due(platform) == ["apply_approval"]
    collaborator = Collaborator.get()
    assert (collaborator.public_name, collaborator.kind) == ("Maju Bersama", CollaboratorKind.COMPANY)
    assert Membership.get(Membership.collaborator == collaborator.id).account_id == applicant.actor.account_id
    assert Application.get_by_id(application.id).state is ApplicationState.APPROVED
    assert WorkflowRun.get().state == "APPROVED"
    assert [row.outcome for row in Decision.select()] == ["APPROVE"] * 3
    assert not Task.select().where(Task.state.in_([TaskState.OPEN, TaskState.CLAIMED])).exists()
    assert audit.verify_all(platform.keys) == []


def test_two_of_the_bureau_are_two_people(platform: Platform, applicant: Act, team: dict[str, Act]) -> None:
    a_submitted_application(applicant)
    run_due(platform)
    say(team["verifier"], open_task(Role.VERIFIER))
    say(team["first"], open_task(Role.BUREAU))
    before = Decision.select().count()
    with pytest.raises(Exception, match="ALREADY_DECIDED"):
        say(team["first"], open_task(Role.BUREAU))
    assert Decision.select().count() == before
    assert WorkflowRun.get().state == "IN_REVIEW"


def test_nobody_decides_their_own_case(platform: Platform, decider: Decider, team: dict[str, Act]) -> None:
    both = decider("biro3@example.org", Role.BUREAU)
    a_submitted_application(both)
    run_due(platform)
    say(team["verifier"], open_task(Role.VERIFIER))
    with pytest.raises(SelfApprovalForbidden):
        say(both, open_task(Role.BUREAU))
    assert Decision.select().where(Decision.decider == both.actor.account_id).count() == 0


def test_who_verified_does_not_approve(platform: Platform, applicant: Act, team: dict[str, Act]) -> None:
    a_submitted_application(applicant)
    run_due(platform)
    say(team["verifier"], open_task(Role.VERIFIER))
    holder = replace(team["verifier"], actor=replace(team["first"].actor, account_id=team["verifier"].actor.account_id))
    with pytest.raises((SeparationOfDuties, NotPermitted)):
        say(holder, open_task(Role.BUREAU))


def test_a_verifier_cannot_take_a_task_of_the_bureau(platform: Platform, applicant: Act, team: dict[str, Act]) -> None:
    a_submitted_application(applicant)
    run_due(platform)
    say(team["verifier"], open_task(Role.VERIFIER))
    with pytest.raises(NotFound):
        say(team["verifier"], open_task(Role.BUREAU))


def test_without_the_second_factor_nothing_is_decided(platform: Platform, applicant: Act, team: dict[str, Act]) -> None:
    a_submitted_application(applicant)
    run_due(platform)
    weak = replace(team["verifier"], actor=replace(team["verifier"].actor, stepped_up_at=None))
    with pytest.raises(NotPermitted, match="SECOND_FACTOR"):
        say(weak, open_task(Role.VERIFIER))


def test_the_same_body_cannot_apply_twice(platform: Platform, applicant: Act) -> None:
    a_submitted_application(applicant)
    other = acting(platform, an_account(platform, "kedua@example.org", "Kedua"))
    twin = a_draft(other, legal_name="Maju Bersama Jaya, PT.", npwp="0012345678012000")
    with pytest.raises(DuplicateApplicant) as refused:
        run(lambda: submit.submit(other, twin.id, twin.version))
    assert "npwp" in refused.value.fields
    assert Application.get_by_id(twin.id).state is ApplicationState.DRAFT
    stream = AuditEntry.stream == f"application:{twin.id}"
    assert AuditEntry.select().where(stream, AuditEntry.event == "application.duplicate").count() == 1


def test_a_withdrawn_application_blocks_nobody(platform: Platform, applicant: Act) -> None:
    first = a_submitted_application(applicant)
    run(lambda: answer.withdraw(applicant, first.id, Application.get_by_id(first.id).version))
    assert Application.get_by_id(first.id).state is ApplicationState.WITHDRAWN
    other = acting(platform, an_account(platform, "kedua@example.org", "Kedua"))
    assert a_submitted_application(other).state is ApplicationState.IN_REVIEW


def test_only_the_asked_fields_reopen(platform: Platform, applicant: Act, team: dict[str, Act]) -> None:
    key = a_submitted_application(applicant).id
    run_due(platform)
    say(team["verifier"], open_task(Role.VERIFIER), DecisionKind.RETURN, asked_fields=frozenset({"address"}))
    application = Application.get_by_id(key)
    assert (application.state, application.asked_fields) == (ApplicationState.CHANGES_REQUESTED, ["address"])
    assert not Task.select().where(Task.state == TaskState.OPEN).exists()
    sneaky = Changes(values={"npwp": "02.345.678.9-012.000"})
    with pytest.raises(FieldsNotAsked, match="npwp"):
        run(lambda: answer.respond(applicant, key, application.version, sneaky))
    assert forms.open_form(applicant, Application.get_by_id(key))["npwp"] == "0012345678012000"
    mended = Changes(values={"address": "Jl. Kebon Sirih No. 2"})
    run(lambda: answer.respond(applicant, key, application.version, mended))
    run_due(platform)
    say(team["verifier"], open_task(Role.VERIFIER))
    assert open_task(Role.BUREAU)


def test_a_rejection_needs_its_reason(platform: Platform, applicant: Act, team: dict[str, Act]) -> None:
    key = a_submitted_application(applicant).id
    run_due(platform)
    task = open_task(Role.VERIFIER)
    with pytest.raises(ReasonRequired):
        say(team["verifier"], task, DecisionKind.REJECT)
    assert Task.get_by_id(task.id).state is TaskState.OPEN
    say(team["verifier"], task, DecisionKind.REJECT, reason_code="NOT_REAL", reason="Alamat tidak ada.")
    assert Application.get_by_id(key).state is ApplicationState.REJECTED


def test_an_aggregator_without_a_valid_licence_is_asked_for_one(platform: Platform, applicant: Act) -> None:
    application = a_draft(
        applicant,
        CollaboratorKind.AGGREGATOR,
        licence_number="133/HUK/2020",
        licence_expires_on="2026-01-01",
    )
    with pytest.raises(InvalidInput, match="REQUIRED"):
        submit.submit(applicant, application.id, application.version)
    lacking = forms.missing(CollaboratorKind.AGGREGATOR, dict(COMPANY), attached(application.id))
    assert "documents.LICENCE" in lacking


def test_an_incomplete_form_names_everything_it_lacks(applicant: Act) -> None:
    application = draft.begin(applicant, CollaboratorKind.INDIVIDUAL, Changes(values={"legal_name": "Ani"}))
    with pytest.raises(Refusals) as refused:
        submit.submit(applicant, application.id, application.version)
    paths = {".".join(map(str, one.path)) for one in refused.value.refused}
    assert paths == {"nik", "phone", "email", "documents.STATEMENT", "public_name", "sectors"}


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("nik", "317401", "NIK_LENGTH"),
        ("npwp", "123", "NPWP_LENGTH"),
        ("nib", "12", "NIB_LENGTH"),
        ("phone", "12", "PHONE"),
        ("email", "ani", "EMAIL_FORM"),
        ("legal_name", "x" * 121, "TOO_LONG"),
        ("legal_name", "a\x07b", "CONTROL_CHARACTER"),
        ("licence_expires_on", "2026-13-01", "DATE_FORM"),
    ],
)
def test_a_bad_value_is_refused_at_its_field(applicant: Act, field: str, value: str, reason: str) -> None:
    with pytest.raises(InvalidInput, match=reason) as refused:
        draft.begin(applicant, CollaboratorKind.COMPANY, Changes(values={field: value}))
    assert refused.value.path == (field,)
    assert not Application.select().exists()


def test_a_stale_version_changes_nothing(applicant: Act) -> None:
    application = a_draft(applicant)
    draft.edit(applicant, application.id, application.version, Changes(values={"address": "Jl. Baru 3"}))
    with pytest.raises(VersionConflict):
        draft.edit(applicant, application.id, application.version, Changes(values={"address": "Jl. Lama 1"}))
    assert forms.open_form(applicant, Application.get_by_id(application.id))["address"] == "Jl. Baru 3"


def test_a_submitted_application_is_no_draft(applicant: Act) -> None:
    application = a_submitted_application(applicant)
    with pytest.raises(ApplicationNotEditable):
        draft.edit(applicant, application.id, application.version, Changes(values={"address": "x"}))


def test_another_account_does_not_find_it(platform: Platform, applicant: Act) -> None:
    application = a_draft(applicant)
    other = acting(platform, an_account(platform, "lain@example.org", "Lain"))
    with pytest.raises(NotFound):
        draft.edit(other, application.id, application.version, Changes(values={"address": "x"}))


def test_a_claim_is_seen_by_others_and_ends_by_itself(
    platform: Platform, applicant: Act, decider: Decider, team: dict[str, Act]
) -> None:
    a_submitted_application(applicant)
    run_due(platform)
    task = open_task(Role.VERIFIER)
    other = decider("verifikator2@example.org", Role.VERIFIER)
    claimed = claim(team["verifier"], task.id, task.version)
    with pytest.raises(TaskClaimed):
        claim(other, task.id, claimed.version)
    with pytest.raises(TaskClaimed):
        say(other, claimed)
    freed = release(team["verifier"], task.id)
    assert freed.claimed_by is None
    say(other, freed)
    with pytest.raises(TaskClosed):
        say(team["verifier"], Task.get_by_id(task.id))
