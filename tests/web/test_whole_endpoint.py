"""The edge once more, in front of the whole schema: the audits, the probes and the bomb."""

import json
import subprocess
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from server.app import create_app
from server.core.act import Act
from server.core.platform import Platform
from server.policies.permissions import Permission
from server.services.tokens.create import Order, create
from tests.backends.lacking import lacking
from tests.factories.account import acting, an_account
from tests.web.test_audits import AUDITS, GET_IS_REFUSED
from tests.web.test_raw_probes import PROBES

ON_SQLITE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture
def http(platform: Platform) -> FlaskClient:
    return create_app(platform.settings, platform).test_client()


@pytest.fixture
def url(platform: Platform) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, create_app(platform.settings, platform), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/graphql"
    server.shutdown()
    thread.join()
    server.server_close()


def token_of(act: Act) -> str:
    order = Order("audit", (Permission.SELF.value,), act.now + timedelta(days=1))
    return create(act, order)[1]


@ON_SQLITE
def test_signed_in_every_audit_passes_but_those_of_get(
    platform: Platform, url: str, node: str, pytestconfig: pytest.Config
) -> None:
    if not (AUDITS / "node_modules").is_dir():
        lacking(pytestconfig, "node", "`npm ci` was not run in tests/web/audits")
    token = token_of(acting(platform, an_account(platform)))
    headers = json.dumps({"Authorization": f"Bearer {token}"})
    run = subprocess.run(
        [node, "audit.mjs", url, headers], cwd=AUDITS, capture_output=True, text=True, timeout=60, check=True
    )
    result = json.loads(run.stdout)
    assert {fault["id"] for fault in result["failed"]} == GET_IS_REFUSED, result["failed"]
    assert result["passed"] == {"MUST": 13, "SHOULD": 23, "MAY": 22}


@ON_SQLITE
@pytest.mark.parametrize("probe", [probe[1] for probe in PROBES], ids=[probe[0] for probe in PROBES])
def test_no_probe_breaks_the_whole_application(http: FlaskClient, probe: dict[str, Any]) -> None:
    answer = http.open("/graphql", **probe)
    assert answer.status_code < 500
    assert answer.is_json
    body = answer.get_json()
    assert "data" in body or all(one["extensions"]["code"] for one in body["errors"])


@ON_SQLITE
def test_a_fragment_bomb_is_refused_at_once(http: FlaskClient) -> None:
    spreads = "".join(f"fragment f{n} on Query{{...f{n + 1} ...f{n + 1}}}" for n in range(25))
    bomb = {"query": f"query{{...f0}}{spreads}fragment f25 on Query{{__typename}}"}
    http.post("/graphql", json={"query": "{__typename}"})
    began = time.process_time()
    answer = http.post("/graphql", json=bomb)
    took = time.process_time() - began
    assert answer.status_code < 500
    assert took < 0.2


@ON_SQLITE
def test_the_public_cannot_introspect_and_a_signed_in_client_can(platform: Platform, http: FlaskClient) -> None:
    question = {"query": "{ __schema { queryType { name } } }"}
    assert "errors" in http.post("/graphql", json=question).get_json()
    token = token_of(acting(platform, an_account(platform)))
    answer = http.post("/graphql", json=question, headers={"Authorization": f"Bearer {token}"})
    assert answer.get_json()["data"]["__schema"]["queryType"]["name"] == "Query"
