"""The memory of a request with a key: the same answer again, whatever was asked for, refused or raced."""

import hashlib
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import Any, get_type_hints

import orjson
import pytest

from server.core.act import Act
from server.core.db import database
from server.core.errors import Refused
from server.core.platform import Platform
from server.core.roles import Role
from server.models.idempotency_record import IdempotencyRecord
from server.models.need import Need, NeedState
from server.models.pledge import Allocation, Pledge
from server.models.workflow_run import Decision, Task, TaskState
from server.schema import replay
from server.schema.nodes import encode_id
from server.schema.problems import error_types, present
from server.services import idempotency
from tests.factories.account import a_grant, acting, an_account
from tests.factories.application import a_draft, a_submitted_application
from tests.factories.gift import MONTHLY, Scene, a_member, a_recipient, a_scene, a_unit, id_of
from tests.factories.workers import run_due
from tests.schema.client import Client

KEY = "3f0c1c52-4c3a-4b8e-9d57-0c8a5a1f0001"
SAMPLES: dict[Any, object] = {
    str: "X",
    int: 7,
    str | None: None,
    date | None: date(2026, 12, 1),
    datetime | None: datetime(2026, 12, 1, 2, 0, 0, 5, tzinfo=UTC),
    tuple[str, ...]: ("nik", "phone"),
}


@pytest.fixture
def scene(platform: Platform) -> Scene:
    return a_scene(platform, overlap=MONTHLY)


def kinds(of: type[Refused] = Refused) -> Iterator[type[Refused]]:
    for kind in of.__subclasses__():
        yield kind
        yield from kinds(kind)


def sample(kind: type[Refused], blank: bool) -> Refused:
    hints = get_type_hints(kind)
    names = [one.name for one in fields(kind) if one.name not in {"path", "trace"}]
    given: dict[str, Any] = {
        name: SAMPLES.get(hints[name], "X") for name in names if not (blank and "None" in str(hints[name]))
    }
    return kind(**given, path=("lines", 0, "kk"))


@pytest.mark.parametrize("blank", [False, True])
def test_every_refusal_comes_back_as_it_was(blank: bool) -> None:
    shown = {one.__name__ for one in error_types()}
    tried = 0
    for kind in kinds():
        if f"{kind.__name__}Error" not in shown:
            continue
        before = sample(kind, blank)
        again = replay.restored(json.loads(json.dumps(replay.stored(before))))
        assert type(again) is kind
        assert (again.params(), again.path) == (before.params(), before.path)
        assert present(again, "en") == present(before, "en")
        tried += 1
    assert tried > 20


def test_an_answer_is_repeated_for_another_selection(scene: Scene) -> None:
    first = scene.place(10, idempotencyKey=KEY)
    given = {"needId": id_of(scene.need), "collaboratorId": id_of(scene.collaborator), "quantity": 10}
    wider = "pledge { id need { id } collaborator { id } state }"
    again = scene.now(scene.giver).do("pledgePlace", wider, **given, idempotencyKey=KEY)
    assert again["errors"] == []
    assert again["pledge"]["id"] == first["id"]
    assert again["pledge"]["need"] == {"id": id_of(scene.need)}
    assert Pledge.select().count() == 1


def test_a_refusal_is_repeated_though_it_would_not_be_made_now(scene: Scene) -> None:
    first = scene.try_to_place(101, idempotencyKey=KEY)
    assert [one["code"] for one in first["errors"]] == ["INSUFFICIENT_REMAINING"]
    Need.update(needed=500).where(Need.id == scene.need.id).execute()
    assert scene.try_to_place(101, idempotencyKey=KEY) == first
    assert Pledge.select().count() == 0


def test_a_refusal_with_a_date_is_repeated(scene: Scene) -> None:
    recipient = a_recipient(scene.act, scene.unit)
    one, other = scene.place(10), scene.place(10)
    assert scene.allot(one, recipient)["errors"] == []
    first = scene.allot(other, recipient, idempotencyKey=KEY)
    assert [found["code"] for found in first["errors"]] == ["OVERLAP"]
    assert scene.allot(other, recipient, idempotencyKey=KEY) == first
    assert Allocation.select().count() == 1


def test_a_dry_run_remembers_and_recalls_nothing(scene: Scene) -> None:
    given = {"needId": id_of(scene.need), "collaboratorId": id_of(scene.collaborator), "quantity": 10}
    for _ in range(2):
        payload = scene.giver.rehearse("pledgePlace", "pledge { id }", **given, idempotencyKey=KEY)
        assert payload["errors"] == []
    assert IdempotencyRecord.select().count() == 0
    assert Pledge.select().count() == 0
    scene.place(10, idempotencyKey=KEY)
    # And a rehearsal after the deed is one: it does not hand out what the key came to.
    payload = scene.giver.rehearse("pledgePlace", "pledge { id }", **{**given, "quantity": 11}, idempotencyKey=KEY)
    assert payload["errors"] == []
    assert Pledge.select().count() == 1


def test_a_key_belongs_to_its_account(scene: Scene) -> None:
    first = scene.place(10, idempotencyKey=KEY)
    colleague = a_member(scene.act, scene.collaborator)
    second = replace(scene, giver=colleague).place(11, idempotencyKey=KEY)
    assert second["id"] != first["id"]
    assert Pledge.select().count() == 2


def test_an_object_that_is_gone_from_sight_is_null(scene: Scene) -> None:
    contact = scene.contact
    given = {"sector": "PANGAN", "item": "SEMBAKO", "period": "2026-12", "quantity": 5}
    unit = a_unit(scene.act, name="RW 002", rw=f"{scene.unit.area}.002")
    assert unit.id != scene.unit.id
    made = contact.do("needPropose", "need { id }", unitId=id_of(scene.unit), **given, idempotencyKey=KEY)
    assert made["errors"] == [], made
    Need.update(state=NeedState.PROPOSED, unit=unit.id).where(Need.period == "2026-12").execute()
    again = contact.do("needPropose", "need { id }", unitId=id_of(scene.unit), **given, idempotencyKey=KEY)
    assert again == {"need": None, "errors": []}


def test_what_is_kept_of_an_input_is_no_plain_hash(act: Act) -> None:
    """A plain hash of a NIK is as good as the NIK to whoever can try them all."""
    body = {"nik": "3174030105100012"}
    assert idempotency.remember(act, idempotency.Request("recipientRegister", KEY, body), {})
    kept = bytes(IdempotencyRecord.get().input_digest)
    assert kept != hashlib.sha256(orjson.dumps(body)).digest()[: len(kept)]
    assert idempotency.recall(act, idempotency.Request("recipientRegister", KEY, dict(body))) == {}


def elsewhere(ask: Callable[[], Any]) -> Any:
    """Ask in a thread of its own, with a connection of its own, as another request would."""

    def connected() -> Any:
        with database.connection_context():
            return ask()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(connected).result()


def overtaken(monkeypatch: pytest.MonkeyPatch, twin: Callable[[], Any]) -> list[Any]:
    """Let ``twin`` be answered between this request's look into the memory and its deed."""
    look = replay.Replay.known
    answers: list[Any] = []

    def known(self: replay.Replay) -> Any:
        found = look(self)
        if not answers:
            answers.append(None)
            answers[0] = elsewhere(twin)
        return found

    monkeypatch.setattr(replay.Replay, "known", known)
    return answers


def test_a_twin_that_was_faster_answers_for_both(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = overtaken(monkeypatch, lambda: scene.place(10, idempotencyKey=KEY))
    mine = scene.place(10, idempotencyKey=KEY)
    assert mine["id"] == answers[0]["id"]
    assert Pledge.select().count() == 1
    assert scene.counters() == (10, 0, 0)


def test_a_twin_that_took_the_last_is_no_refusal(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = overtaken(monkeypatch, lambda: scene.place(100, idempotencyKey=KEY))
    mine = scene.try_to_place(100, idempotencyKey=KEY)
    assert mine["errors"] == []
    assert mine["pledge"]["id"] == answers[0]["id"]


def test_the_twin_of_a_decision_is_no_second_word(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    verifier = an_account(platform, "v@example.org", "Verifikator")
    a_grant(platform, verifier, Role.VERIFIER)
    a_submitted_application(acting(platform, an_account(platform, "p@example.org", "Pemohon")))
    run_due(platform)
    client = Client(acting(platform, verifier, stepped_up=True))
    task = Task.get(Task.state == TaskState.OPEN)
    given = {"taskId": encode_id("Task", task.id), "expectedVersion": task.version, "decision": "APPROVE"}

    def decide() -> dict[str, Any]:
        return client.do("taskDecide", "task { id state }", **given, idempotencyKey=KEY)

    answers = overtaken(monkeypatch, decide)
    mine = decide()
    assert mine["errors"] == []
    assert mine == answers[0]
    assert Decision.select().count() == 1


def test_the_twin_of_a_submission_is_no_conflict(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    applicant = acting(platform, an_account(platform, "p@example.org", "Pemohon"))
    draft = a_draft(applicant)
    client = Client(applicant)
    given = {"applicationId": encode_id("Application", draft.id), "expectedVersion": draft.version}

    def submit() -> dict[str, Any]:
        return client.do("collaboratorSubmit", "application { id number }", **given, idempotencyKey=KEY)

    answers = overtaken(monkeypatch, submit)
    mine = submit()
    assert mine["errors"] == []
    assert mine == answers[0]
