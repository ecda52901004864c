"""The endpoint against the audits of the GraphQL-over-HTTP working group's reference library, over a real socket."""

import json
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from tests.backends.lacking import lacking
from tests.web.edge_app import build_edge

AUDITS = Path(__file__).parent / "audits"
SIGNED_IN = {"Authorization": "Bearer ani"}
GET_IS_REFUSED = {"5A70", "D6D5", "6A70"}
"""What the standard only allows: queries by GET. Ours is POST only."""


@pytest.fixture
def url() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, build_edge().app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/graphql"
    server.shutdown()
    thread.join()
    server.server_close()


def test_every_audit_passes_but_those_of_get(url: str, node: str, pytestconfig: pytest.Config) -> None:
    if not (AUDITS / "node_modules").is_dir():
        lacking(pytestconfig, "node", "`npm ci` was not run in tests/web/audits")
    run = subprocess.run(
        [node, "audit.mjs", url, json.dumps(SIGNED_IN)],
        cwd=AUDITS,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    result = json.loads(run.stdout)
    assert {fault["id"] for fault in result["failed"]} == GET_IS_REFUSED, result["failed"]
    assert result["passed"] == {"MUST": 13, "SHOULD": 23, "MAY": 22}
