"""Nobody near to an applicant decides; what a decider writes is bounded; what a decider reads is masked."""

from uuid import UUID

import pytest

from server.core.actor import MemberRole
from server.core.ids import new_id
from server.core.platform import Platform
from server.core.roles import Role
from server.models.account import Account
from server.models.collaborator import CollaboratorKind
from server.models.workflow_run import Decision, Task
from server.schema.nodes import encode_id
from server.services.applications import submit
from tests.factories.account import a_grant, a_member, acting, an_account
from tests.factories.application import a_draft, a_submitted_application
from tests.factories.workers import run_due
from tests.schema.client import Client

WHY = "{ tasks { nodes { id version viewerCanDecide } } }"
NIK = "3174031508850001"


@pytest.fixture
def applicant(platform: Platform) -> Account:
    return an_account(platform)


def a_verifier(platform: Platform, email: str = "v@example.org", organisation: UUID | None = None) -> Client:
    account = an_account(platform, email)
    a_grant(platform, account, Role.VERIFIER)
    if organisation is not None:
        a_member(platform, account, organisation, MemberRole.MEMBER)
    return Client(acting(platform, account, stepped_up=True))


def nik_seen(client: Client, application: UUID) -> str:
    asked = "query($id: ID!) { application(id: $id) { form { name value } } }"
    form = client.ask(asked, id=encode_id("Application", application))["application"]["form"]
    return str(next(one["value"] for one in form if one["name"] == "nik"))


def deciding(client: Client, **more: object) -> list[str]:
    task = client.ask(WHY)["tasks"]["nodes"][0]
    given = {"taskId": task["id"], "expectedVersion": task["version"], "decision": "APPROVE", **more}
    return client.refused("taskDecide", "task { id }", **given)


def test_a_colleague_of_the_applicant_does_not_decide(platform: Platform, applicant: Account) -> None:
    organisation = new_id()
    a_member(platform, applicant, organisation, MemberRole.ADMIN)
    colleague = a_verifier(platform, "kolega@example.org", organisation)
    stranger = a_verifier(platform)
    a_submitted_application(acting(platform, applicant))
    run_due(platform)
    assert colleague.ask(WHY)["tasks"]["nodes"][0]["viewerCanDecide"] is False
    assert deciding(colleague) == ["CONFLICT_OF_INTEREST"]
    why = "{ tasks { nodes { viewerCannotDecideReason } } }"
    told = colleague.ask(why)["tasks"]["nodes"][0]["viewerCannotDecideReason"]
    assert told.endswith("You belong to an organisation of the applicant.")
    assert Decision.select().count() == 0
    assert deciding(stranger) == []


def test_the_contact_named_in_the_form_does_not_decide(platform: Platform, applicant: Account) -> None:
    named, _ = a_verifier(platform, "kontak@majubersama.example"), a_verifier(platform)
    a_submitted_application(acting(platform, applicant))
    run_due(platform)
    assert deciding(named) == ["CONFLICT_OF_INTEREST"]


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"reasonCode": "X" * 49, "reason": "tidak benar"}, "INVALID_INPUT:TOO_LONG"),
        ({"reasonCode": "OTHER", "reason": "x" * 2001}, "INVALID_INPUT:TOO_LONG"),
        ({"reasonCode": "OTHER", "reason": " \n "}, "REASON_REQUIRED"),
        ({"decision": "RETURN", "askedFields": ["x" * 49]}, "INVALID_INPUT:TOO_LONG"),
        ({"decision": "RETURN", "askedFields": [f"f{n}" for n in range(51)]}, "INVALID_INPUT:TOO_LONG"),
    ],
)
def test_what_a_decider_writes_is_bounded(
    platform: Platform, applicant: Account, given: dict[str, object], refused: str
) -> None:
    verifier = a_verifier(platform)
    a_submitted_application(acting(platform, applicant))
    run_due(platform)
    assert deciding(verifier, **{"decision": "REJECT", **given}) == [refused]
    assert (Decision.select().count(), Task.get().state) == (0, "OPEN")


def test_a_nik_is_shown_in_full_to_its_owner_only(platform: Platform, applicant: Account) -> None:
    verifier, owner = a_verifier(platform), acting(platform, applicant)
    draft = a_draft(owner, CollaboratorKind.INDIVIDUAL, nik=NIK)
    submit.submit(owner, draft.id, draft.version)
    run_due(platform)
    assert nik_seen(Client(owner), draft.id) == NIK
    assert nik_seen(verifier, draft.id) == "3174********0001"
