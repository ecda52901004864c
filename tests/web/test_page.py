"""The page's files over HTTP, from a folder that looks like a build; no Node is needed."""

import gzip
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.messages.catalogue import text
from server.web.page import ROUTES, page_blueprint
from server.web.security_headers import send_security_headers

ROUTE_TABLE = Path(__file__).parents[2] / "frontend_stub" / "src" / "app" / "routes.ts"

INDEX = b"<!doctype html><title>KSBB</title>"
SCRIPT = b"console.log('siapa butuh apa')" * 20
GZIPPED = gzip.compress(SCRIPT)
BROTLI = b"brotli bytes"


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_bytes(INDEX)
    (tmp_path / "sw.js").write_bytes(b"// worker")
    (tmp_path / "manifest.webmanifest").write_bytes(b"{}")
    (tmp_path / "assets" / "main-abc.js").write_bytes(SCRIPT)
    (tmp_path / "assets" / "main-abc.js.gz").write_bytes(GZIPPED)
    (tmp_path / "assets" / "main-abc.js.br").write_bytes(BROTLI)
    return tmp_path


def client_of(folder: Path) -> FlaskClient:
    app = Flask("page")
    app.register_blueprint(page_blueprint(folder))
    app.add_url_rule("/graphql", view_func=lambda: {"data": {}}, methods=["POST"])
    send_security_headers(app, https=False)
    return app.test_client()


@pytest.fixture
def client(built: Path) -> FlaskClient:
    return client_of(built)


@pytest.mark.parametrize("address", ["/", "/wilayah/31.71.03", "/masuk", "/masuk/lupa", "/daftar", "/daftar?lang=en"])
def test_a_known_address_gives_the_page(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.data) == (200, INDEX)
    assert answer.mimetype == "text/html"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")


@pytest.mark.parametrize("address", ["/tidak-ada", "/wilayah", "/wilayah/a/b", "/kebutuhan/1/tidak-ada"])
def test_an_unknown_address_gives_the_page_as_not_found(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.data) == (404, INDEX)


def test_server_and_page_know_the_same_addresses() -> None:
    patterns = re.findall(r"path: '([^']+)'", ROUTE_TABLE.read_text(encoding="utf-8"))
    assert [re.sub(r":(\w+)", r"<\1>", pattern) for pattern in patterns] == list(ROUTES)


def test_hashed_assets_are_kept_for_ever(client: FlaskClient) -> None:
    answer = client.get("/assets/main-abc.js")
    assert answer.data == SCRIPT
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("accepts", "coding"),
    [
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0, gzip;q=0", None),
        ("identity", None),
        ("zstd", None),
    ],
)
def test_the_smallest_accepted_form_is_sent(client: FlaskClient, accepts: str, coding: str | None) -> None:
    answer = client.get("/assets/main-abc.js", headers={"Accept-Encoding": accepts})
    assert answer.headers.get("Content-Encoding") == coding
    assert answer.mimetype == "text/javascript"
    assert answer.data == {"gzip": GZIPPED, "br": BROTLI, None: SCRIPT}[coding]


def test_each_form_has_a_validator_of_its_own(client: FlaskClient) -> None:
    tags = {
        client.get("/assets/main-abc.js", headers={"Accept-Encoding": coding}).headers["ETag"]
        for coding in ("br", "gzip", "identity")
    }
    assert len(tags) == 3


def test_an_unchanged_page_is_not_sent_again(client: FlaskClient) -> None:
    tag = client.get("/").headers["ETag"]
    answer = client.get("/wilayah/31", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.data) == (304, b"")
    assert client.get("/tidak-ada", headers={"If-None-Match": tag}).status_code == 404


def test_the_worker_is_revalidated_and_never_cached_for_long(client: FlaskClient) -> None:
    answer = client.get("/sw.js")
    assert (answer.data, answer.headers["Cache-Control"]) == (b"// worker", "no-cache")
    assert client.get("/manifest.webmanifest").mimetype == "application/manifest+json"


def test_a_missing_asset_is_not_answered_with_the_page(client: FlaskClient) -> None:
    answer = client.get("/assets/main-old.js")
    assert answer.status_code == 404
    assert INDEX not in answer.data


@pytest.mark.parametrize(
    "address", ["/assets/../../secret.txt", "/assets/%2e%2e/secret.txt", "/..%2fsecret.txt", "/assets//etc/passwd"]
)
def test_no_address_leads_out_of_the_build(built: Path, address: str) -> None:
    inside = built / "inside"
    inside.mkdir()
    (inside / "index.html").write_bytes(INDEX)
    (built / "secret.txt").write_text("rahasia")
    assert b"rahasia" not in client_of(inside).get(address).data


def test_the_compressed_forms_have_no_address(client: FlaskClient, built: Path) -> None:
    (built / "index.html.br").write_bytes(b"brotli index")
    assert client.get("/index.html.br").status_code == 404


def test_without_a_build_the_page_says_why_and_how_in_both_languages(tmp_path: Path) -> None:
    client = client_of(tmp_path)
    for address in ("/", "/wilayah/31", "/tidak-ada"):
        answer = client.get(address)
        assert answer.status_code == 503
        assert answer.headers["Cache-Control"] == "no-store"
        for language in ("id", "en"):
            for code in ("PAGE_NOT_BUILT", "PAGE_NOT_BUILT_HOW"):
                assert text(code, language) in answer.text
    assert client.post("/graphql").status_code == 200


def test_a_page_built_later_is_served_without_a_restart(tmp_path: Path) -> None:
    client = client_of(tmp_path)
    assert client.get("/").status_code == 503
    (tmp_path / "index.html").write_bytes(INDEX)
    assert client.get("/").data == INDEX
