"""Becoming a collaborator as a client does it: documents in, JSON out."""

from collections.abc import Callable

import pytest

from server.core.platform import Platform
from server.core.roles import Role
from server.models.application import Application
from server.models.workflow_run import Decision
from server.schema.nodes import encode_id
from tests.factories.account import a_grant, acting, an_account
from tests.factories.application import COMPANY, a_clean_upload, a_sector
from tests.factories.workers import run_due
from tests.schema.client import Client, the_public

FORM = {
    "legalName": COMPANY["legal_name"],
    "npwp": COMPANY["npwp"],
    "contactName": COMPANY["contact_name"],
    "phone": COMPANY["phone"],
    "email": COMPANY["email"],
    "address": COMPANY["address"],
    "publicName": "Maju Bersama",
    "sectors": ["PANGAN"],
}
APPLICATION = "application { id version state number missing askedFields form { name value } }"
Person = Callable[..., Client]


@pytest.fixture
def person(platform: Platform) -> Person:
    def make(email: str, role: Role | None = None) -> Client:
        account = an_account(platform, email, email.split("@")[0])
        if role is not None:
            a_grant(platform, account, role)
        return Client(acting(platform, account, stepped_up=role is not None))

    return make


def draft_of(client: Client, **more: object) -> dict[str, object]:
    a_sector(client.act)
    upload = encode_id("Upload", a_clean_upload(client.act).id)
    form = {**FORM, "documents": [{"purpose": "STATEMENT", "uploadId": upload}], **more}
    done = client.do("collaboratorDraft", APPLICATION, kind="COMPANY", form=form)
    assert done["errors"] == []
    found: dict[str, object] = done["application"]
    return found


def submitted(client: Client) -> dict[str, object]:
    made = draft_of(client)
    done = client.do(
        "collaboratorSubmit",
        APPLICATION,
        applicationId=made["id"],
        expectedVersion=made["version"],
        idempotencyKey="k1",
    )
    assert done["errors"] == []
    found: dict[str, object] = done["application"]
    return found


def first_task(client: Client) -> dict[str, object]:
    found = client.ask("{ tasks { totalCount nodes { id version title isMine viewerCanDecide dueAt kind } } }")["tasks"]
    assert found["totalCount"] == len(found["nodes"]) > 0
    task: dict[str, object] = found["nodes"][0]
    return task


def test_a_draft_is_kept_and_says_what_it_lacks(person: Person) -> None:
    client = person("pemohon@example.org")
    a_sector(client.act)
    done = client.do("collaboratorDraft", APPLICATION, kind="COMPANY", form={"legalName": "PT Maju"})
    assert done["application"]["state"] == "DRAFT"
    assert "npwp" in done["application"]["missing"]
    again = client.do(
        "collaboratorDraft",
        APPLICATION,
        applicationId=done["application"]["id"],
        expectedVersion=done["application"]["version"],
        form={"npwp": "01.234.567.8-012.000"},
    )
    assert {"name": "legal_name", "value": "PT Maju"} in again["application"]["form"]
    assert {"name": "npwp", "value": "0012345678012000"} in again["application"]["form"]


def test_faults_lead_to_their_fields(person: Person) -> None:
    client = person("pemohon@example.org")
    done = client.do(
        "collaboratorDraft", APPLICATION, kind="COMPANY", form={"npwp": "12", "phone": "081", "email": "y"}
    )
    assert done["application"] is None
    assert {tuple(one["path"]) for one in done["errors"]} == {("input", "npwp"), ("input", "phone"), ("input", "email")}
    assert all(one["message"] != one["code"] for one in done["errors"])


def test_the_journey_to_approval(platform: Platform, person: Person) -> None:
    client = person("pemohon@example.org")
    verifier = person("v@example.org", Role.VERIFIER)
    bureau = [person(f"b{n}@example.org", Role.BUREAU) for n in (1, 2)]
    made = submitted(client)
    assert made["number"] == "KSBB-2026-000001"
    run_due(platform)
    for decider in (verifier, *bureau):
        task = first_task(decider)
        assert task["viewerCanDecide"]
        claimed = decider.do("taskClaim", "task { version isMine }", taskId=task["id"], expectedVersion=task["version"])
        assert claimed["task"]["isMine"]
        done = decider.do(
            "taskDecide",
            "task { state }",
            taskId=task["id"],
            expectedVersion=claimed["task"]["version"],
            decision="APPROVE",
        )
        assert (done["task"]["state"], done["errors"]) == ("DECIDED", [])
    run_due(platform)
    seen = client.ask(
        "query($id: ID!) { application(id: $id) { state run { state stages { name state checks { name } } } } }",
        id=made["id"],
    )["application"]
    assert (seen["state"], seen["run"]["state"]) == ("APPROVED", "APPROVED")
    assert [stage["name"] for stage in seen["run"]["stages"]] == ["screening", "verification", "approval"]
    # What the checks found is for the deciders.
    assert all(stage["checks"] == [] for stage in seen["run"]["stages"])


def test_a_decider_sees_checks_form_and_history(platform: Platform, person: Person) -> None:
    decider = person("v@example.org", Role.VERIFIER)
    submitted(person("pemohon@example.org"))
    run_due(platform)
    task = decider.ask(
        "query($id: ID!) { task(id: $id) { run { stages { name checks { name verdict message } decisions { outcome } } "
        "subject { id ... on Application { publicName form { name value } } } } } }",
        id=first_task(decider)["id"],
    )["task"]
    screening = task["run"]["stages"][0]
    assert {check["name"] for check in screening["checks"]} == {"completeness", "duplicate", "aggregator-licence"}
    assert task["run"]["subject"]["publicName"] == "Maju Bersama"
    assert {"name": "phone", "value": "+6281234567890"} in task["run"]["subject"]["form"]


def test_an_auditor_reads_everything_but_personal_values(platform: Platform, person: Person) -> None:
    made = submitted(person("pemohon@example.org"))
    run_due(platform)
    auditor = person("audit@example.org", Role.AUDITOR)
    seen = auditor.ask("query($id: ID!) { application(id: $id) { number form { value } } }", id=made["id"])
    assert seen["application"] == {"number": made["number"], "form": None}
    task = first_task(auditor)
    assert not task["viewerCanDecide"]
    refused = auditor.refused(
        "taskDecide", "task { id }", taskId=task["id"], expectedVersion=task["version"], decision="APPROVE"
    )
    assert refused == ["NOT_PERMITTED:NO_GRANT"]


def test_missing_and_forbidden_applications_look_alike(person: Person) -> None:
    made = submitted(person("pemohon@example.org"))
    stranger = person("lain@example.org")
    for asked in (made["id"], encode_id("Application", a_clean_upload(stranger.act).id), "bukan-id"):
        assert stranger.ask("query($id: ID!) { application(id: $id) { number } }", id=asked) == {"application": None}
        refused = stranger.refused("collaboratorWithdraw", "application { id }", applicationId=asked, expectedVersion=1)
        assert refused == ["NOT_FOUND"]


def test_the_public_neither_applies_nor_sees_queues(platform: Platform, person: Person) -> None:
    made = submitted(person("pemohon@example.org"))
    public = the_public(person("x@example.org").act)
    assert public.refused("collaboratorDraft", "application { id }", kind="COMPANY", form={}) == [
        "NOT_PERMITTED:SIGN_IN_FIRST"
    ]
    seen = public.ask("query($id: ID!) { node(id: $id) { id } tasks { totalCount } }", id=made["id"])
    assert seen == {"node": None, "tasks": {"totalCount": 0}}


def test_a_retry_with_the_same_key_submits_once(person: Person) -> None:
    client = person("pemohon@example.org")
    made = draft_of(client)
    given = {"applicationId": made["id"], "expectedVersion": made["version"], "idempotencyKey": "satu"}
    first = client.do("collaboratorSubmit", APPLICATION, **given)
    again = client.do("collaboratorSubmit", APPLICATION, **given)
    assert again["errors"] == []
    assert again["application"]["number"] == first["application"]["number"]
    other = {**given, "expectedVersion": 99}
    assert client.refused("collaboratorSubmit", "application { id }", **other) == ["IDEMPOTENCY_KEY_REUSED"]


def test_a_dry_run_changes_nothing(person: Person) -> None:
    client = person("pemohon@example.org")
    made = draft_of(client)
    done = client.rehearse("collaboratorSubmit", APPLICATION, applicationId=made["id"], expectedVersion=made["version"])
    assert (done["errors"], done["application"]["state"]) == ([], "IN_REVIEW")
    assert Application.get().state == "DRAFT"
    assert Application.get().number is None


def test_a_double_click_decides_once(platform: Platform, person: Person) -> None:
    decider = person("v@example.org", Role.VERIFIER)
    submitted(person("pemohon@example.org"))
    run_due(platform)
    task = first_task(decider)
    given = {"taskId": task["id"], "expectedVersion": task["version"], "decision": "APPROVE"}
    assert decider.refused("taskDecide", "task { id }", **given) == []
    assert decider.refused("taskDecide", "task { id }", **given) == ["TASK_CLOSED"]
    assert Decision.select().count() == 1


@pytest.mark.parametrize("name", ["Peduli\u202eilabmeK", "Peduli\u200b", "Peduli\u2028Lain", "Peduli\x85Lain"])
def test_a_public_name_holds_no_sign_that_nobody_sees(person: Person, name: str) -> None:
    refused = person("pemohon@example.org").refused(
        "collaboratorDraft", "application { id }", kind="COMPANY", form={"publicName": name}
    )
    assert refused == ["INVALID_INPUT:CONTROL_CHARACTER"]


def test_a_sector_named_twice_counts_once(person: Person) -> None:
    client = person("pemohon@example.org")
    a_sector(client.act)
    form = {"publicName": "Peduli", "sectors": ["PANGAN"] * 1000}
    done = client.do("collaboratorDraft", "application { sectors }", kind="COMPANY", form=form)
    assert done["application"] == {"sectors": ["PANGAN"]}
