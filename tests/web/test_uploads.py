"""POST /uploads, GET /uploads/<id>, and the job between them."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PIL import Image
from werkzeug.test import TestResponse

from server.core.act import Act
from server.core.platform import Platform
from server.jobs.registry import Workbench
from server.jobs.tasks import check_upload
from server.models.audit_entry import AuditEntry
from server.models.outbox import Outbox
from server.models.upload import Upload, UploadState
from server.schema.nodes import decode_id
from server.services.outbox import Job
from server.services.uploads import check, receive
from tests.factories.account import an_account
from tests.factories.files import a_located_picture, a_pdf, a_picture
from tests.jobs.bench import Outbound
from tests.web.browser import Browser

NODE = "query One($id: ID!) { node(id: $id) { ... on Upload { state mediaType size url reason purpose } } }"


@pytest.fixture
def browser(platform: Platform) -> Browser:
    an_account(platform)
    signed_in = Browser(platform)
    signed_in.sign_in()
    return signed_in


@pytest.fixture
def work(act: Act) -> Callable[[], None]:
    """Return what runs the waiting checks as a worker would."""

    def run_all() -> None:
        bench = Workbench(act.platform, Outbound())
        for row in Outbox.select().where(Outbox.task == receive.TASK):
            job = Job(row.id, row.task, row.key, row.subject, row.payload)
            check_upload.look(act, bench, job)
            check_upload.check_upload(act, job)

    return run_all


def send(browser: Browser, data: bytes, name: str = "x.bin", purpose: str = "PROOF", **headers: str) -> TestResponse:
    form: dict[str, Any] = {"file": (io.BytesIO(data), name), "purpose": purpose}
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    return browser.http.post("/uploads", data=form, headers={"X-KSBB": "1", **named})


def refusal(response: TestResponse) -> tuple[int, str, str | None]:
    extensions = response.get_json()["errors"][0]["extensions"]
    return response.status_code, extensions["code"], extensions.get("reason")


def stored(platform: Platform) -> list[Path]:
    return [path for path in (platform.settings.data_dir / "files").rglob("*") if path.is_file()]


def test_a_file_waits_in_quarantine_and_comes_back_without_its_metadata(
    browser: Browser, work: Callable[[], None]
) -> None:
    response = send(browser, a_located_picture(), "../../holiday.exe")
    assert response.status_code == 201
    upload = response.get_json()["upload"]
    assert (upload["state"], upload["mediaType"], upload["purpose"]) == ("QUARANTINED", "image/jpeg", "PROOF")
    key = decode_id(upload["id"])[1]
    assert browser.http.get(f"/uploads/{key}").status_code == 404
    assert browser.ask(NODE, {"id": upload["id"]})["node"]["url"] is None
    work()
    shown = browser.ask(NODE, {"id": upload["id"]})["node"]
    assert (shown["state"], shown["url"]) == ("CLEAN", f"/uploads/{key}")
    given = browser.http.get(shown["url"])
    assert given.headers["Content-Disposition"] == f'attachment; filename="{key}.jpg"'
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert given.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert given.headers["Cache-Control"] == "private, no-store"
    assert dict(Image.open(io.BytesIO(given.data)).getexif()) == {}
    assert b"Camera" not in given.data
    assert [row.event for row in AuditEntry.select().where(AuditEntry.stream == f"upload:{key}")] == [
        "upload.received",
        "upload.checked",
    ]


def test_a_pdf_that_acts_is_rejected_and_its_bytes_are_gone(
    platform: Platform, browser: Browser, work: Callable[[], None]
) -> None:
    upload = send(browser, a_pdf(b"/OpenAction <</S /JavaScript>>")).get_json()["upload"]
    assert len(stored(platform)) == 1
    work()
    assert browser.ask(NODE, {"id": upload["id"]})["node"]["reason"] == "PDF_SCRIPT"
    assert browser.http.get(f"/uploads/{decode_id(upload['id'])[1]}").status_code == 404
    assert stored(platform) == []


def test_checking_twice_changes_nothing(browser: Browser, act: Act, work: Callable[[], None]) -> None:
    key = decode_id(send(browser, a_pdf()).get_json()["upload"]["id"])[1]
    work()
    work()
    check.conclude(act, key, check.Verdict(1, "PDF_SCRIPT"))
    assert Upload.get_by_id(key).state is UploadState.CLEAN
    assert AuditEntry.select().where(AuditEntry.event == "upload.checked").count() == 1


def test_bytes_that_are_lost_are_a_rejection(browser: Browser, platform: Platform, work: Callable[[], None]) -> None:
    key: UUID = decode_id(send(browser, a_pdf()).get_json()["upload"]["id"])[1]
    platform.files.delete(key)
    work()
    assert Upload.get_by_id(key).reason == "FILE_LOST"


def test_only_its_owner_sees_a_file(platform: Platform, browser: Browser, work: Callable[[], None]) -> None:
    upload = send(browser, a_picture()).get_json()["upload"]
    work()
    an_account(platform, "budi@example.org")
    stranger = Browser(platform)
    stranger.sign_in("budi@example.org")
    for other in (stranger, Browser(platform)):
        assert other.ask(NODE, {"id": upload["id"]}) == {"node": None}
        assert other.http.get(f"/uploads/{decode_id(upload['id'])[1]}").status_code == 404


def test_a_repeated_request_stores_one_file(platform: Platform, browser: Browser) -> None:
    first, again = (send(browser, a_pdf(), Idempotency_Key="once").get_json()["upload"]["id"] for _ in range(2))
    assert first == again
    assert (Upload.select().count(), len(stored(platform)), Outbox.select().count()) == (1, 1, 1)
    other = send(browser, a_picture(), Idempotency_Key="once")
    assert refusal(other) == (409, "IDEMPOTENCY_KEY_REUSED", None)
    purpose = send(browser, a_pdf(), purpose="LICENCE", Idempotency_Key="once")
    assert refusal(purpose) == (409, "IDEMPOTENCY_KEY_REUSED", None)
    assert len(stored(platform)) == 1


@pytest.mark.parametrize(
    ("data", "purpose", "reason"),
    [
        (b"", "PROOF", "FILE_EMPTY"),
        (b"<html><script>alert(1)</script>", "PROOF", "FILE_TYPE"),
        (a_picture("GIF"), "PROOF", "FILE_TYPE"),
        (a_picture(), "WHATEVER", "UPLOAD_PURPOSE"),
    ],
)
def test_what_is_not_taken_leaves_nothing(
    platform: Platform, browser: Browser, data: bytes, purpose: str, reason: str
) -> None:
    assert refusal(send(browser, data, "photo.jpg", purpose)) == (400, "INVALID_INPUT", reason)
    assert (Upload.select().count(), stored(platform)) == (0, [])


def test_a_form_without_exactly_one_file_is_refused(browser: Browser) -> None:
    none = browser.http.post("/uploads", data={"purpose": "PROOF"}, headers={"X-KSBB": "1"})
    assert refusal(none) == (400, "INVALID_INPUT", "ONE_FILE")
    form = {"file": (io.BytesIO(a_pdf()), "a"), "other": (io.BytesIO(a_pdf()), "b")}
    two = browser.http.post("/uploads", data=form, headers={"X-KSBB": "1"})
    assert refusal(two) == (400, "INVALID_INPUT", "ONE_FILE")


def test_the_public_sends_nothing(platform: Platform, database: object) -> None:
    assert refusal(send(Browser(platform), a_pdf())) == (401, "NOT_PERMITTED", "SIGN_IN_FIRST")
    assert stored(platform) == []


def test_another_site_cannot_send_in_a_visitors_name(browser: Browser) -> None:
    bare = browser.http.post("/uploads", data={"file": (io.BytesIO(a_pdf()), "a")})
    assert refusal(bare) == (403, "CSRF_PREVENTED", "HEADER_MISSING")
    foreign = send(browser, a_pdf(), Origin="https://evil.example")
    assert refusal(foreign) == (403, "CSRF_PREVENTED", "FOREIGN_ORIGIN")
    assert Upload.select().count() == 0


def test_a_file_that_is_too_large_is_refused(platform: Platform, browser: Browser) -> None:
    small = Browser(replace(platform, settings=replace(platform.settings, upload_limit_bytes=1_000)))
    small.sign_in()
    assert send(small, a_pdf()).status_code == 201
    Upload.delete().execute()
    over = send(small, a_pdf() + b"\0" * 1_000)
    assert refusal(over) == (400, "INVALID_INPUT", "FILE_TOO_LARGE")
    far_over = send(small, a_pdf() + b"\0" * 100_000)
    assert refusal(far_over) == (413, "PAYLOAD_TOO_LARGE", None)
    assert Upload.select().count() == 0


def test_a_day_has_a_quota(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receive, "DAILY_FILES", 2)
    for _ in range(2):
        assert send(browser, a_pdf()).status_code == 201
    third = send(browser, a_pdf())
    assert refusal(third) == (429, "TOO_MANY_ATTEMPTS", None)
    assert third.headers["Retry-After"] == "86400"
