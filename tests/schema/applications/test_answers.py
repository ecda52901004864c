"""What an applicant is told on the way, and by whom that is seen."""

import pytest

from server.core.act import Act
from server.core.platform import Platform
from server.core.roles import Role
from server.messages.catalogue import text
from server.models.collaborator import CollaboratorKind
from server.models.upload import UploadPurpose
from server.services.applications import submit
from server.services.transaction import run
from tests.factories.account import a_grant, acting, an_account
from tests.factories.application import a_clean_upload, a_draft, a_submitted_application
from tests.factories.gift import id_of
from tests.factories.workers import run_due
from tests.schema.client import Client

ANSWERS = """query($id: ID!) { application(id: $id) {
  state askedFields answers { outcome stage reasonCode reason askedFields }
  run { stages { decisions { role } } }
} }"""


@pytest.fixture
def applicant(platform: Platform) -> Act:
    return acting(platform, an_account(platform))


@pytest.fixture
def verifier(platform: Platform) -> Client:
    account = an_account(platform, "v@example.org", "Verifikator")
    a_grant(platform, account, Role.VERIFIER)
    return Client(acting(platform, account, stepped_up=True))


def decide(verifier: Client, decision: str, **more: object) -> None:
    task = verifier.ask("{ tasks { nodes { id version } } }")["tasks"]["nodes"][0]
    done = verifier.do(
        "taskDecide",
        "task { id }",
        taskId=task["id"],
        expectedVersion=task["version"],
        decision=decision,
        reason="Alamat belum lengkap.",
        **more,
    )
    assert done["errors"] == []


@pytest.mark.parametrize(
    ("decision", "more", "code", "fields"),
    [("RETURN", {"askedFields": ["address"]}, None, ["address"]), ("REJECT", {"reasonCode": "OTHER"}, "OTHER", [])],
)
def test_the_applicant_reads_why_but_not_who(
    applicant: Act, verifier: Client, decision: str, more: dict[str, object], code: str | None, fields: list[str]
) -> None:
    made = a_submitted_application(applicant)
    run_due(applicant.platform)
    decide(verifier, decision, **more)
    run_due(applicant.platform)
    seen = Client(applicant).ask(ANSWERS, id=id_of(made))["application"]
    assert seen["answers"] == [
        {
            "outcome": decision,
            "stage": "verification",
            "reasonCode": code,
            "reason": "Alamat belum lengkap.",
            "askedFields": fields,
        }
    ]
    assert [stage["decisions"] for stage in seen["run"]["stages"]] == [[], []]


def test_a_check_that_fails_speaks_for_itself(applicant: Act) -> None:
    licence = a_clean_upload(applicant, UploadPurpose.LICENCE)
    draft = run(
        lambda: a_draft(
            applicant, CollaboratorKind.AGGREGATOR, licence_number="PUB-1/2020", licence_expires_on="2020-01-31"
        )
    )
    form = {"documents": [{"purpose": "LICENCE", "uploadId": id_of(licence)}]}
    changed = Client(applicant).do(
        "collaboratorDraft",
        "application { version }",
        applicationId=id_of(draft),
        expectedVersion=draft.version,
        form=form,
    )
    run(lambda: submit.submit(applicant, draft.id, changed["application"]["version"]))
    run_due(applicant.platform)
    (answer,) = Client(applicant).ask(ANSWERS, id=id_of(draft))["application"]["answers"]
    assert (answer["outcome"], answer["stage"], answer["reasonCode"]) == ("RETURN", "screening", "LICENCE_EXPIRED")
    assert answer["reason"] == text("LICENCE_EXPIRED", applicant.language)
    assert answer["askedFields"] == ["licence_expires_on"]


def test_nobody_is_told_anything_before_it_is_said(applicant: Act) -> None:
    made = a_submitted_application(applicant)
    run_due(applicant.platform)
    assert Client(applicant).ask(ANSWERS, id=id_of(made))["application"]["answers"] == []
