"""The example, from outside, against everything that ``make run`` starts."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT
from tests.backends.postgres import PostgresServer
from tests.jobs.conftest import until

REFUSED = (
    "DUPLICATE_APPLICANT",
    "SELF_APPROVAL_FORBIDDEN",
    "INSUFFICIENT_REMAINING",
    "NOT_ELIGIBLE",
    "OVERLAP",
)
_START_SECONDS = 120


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_gift_travels_from_application_to_confirmed_delivery(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if request.config.getoption("db") not in ("both", kind):
        pytest.skip(f"--db={request.config.getoption('db')}")
    with _database(kind, request) as url, _served(tmp_path, url) as (address, said):
        assert said.count("@demo.ksbb.invalid") >= 12
        # Again on the same installation: nothing of the first run stands in the way of the second.
        for _ in range(2 if kind == "sqlite" else 1):
            told = _give(address, tmp_path)
            assert told.returncode == 0, told.stdout + told.stderr
            assert [code for code in REFUSED if f"refused: {code} " not in told.stdout] == []
            assert "collaborators +1, in PANGAN +1, pledged +3, delivered +2, confirmed +2" in told.stdout


def test_it_says_in_one_line_that_nobody_is_there(tmp_path: Path) -> None:
    told = _give("http://127.0.0.1:9", tmp_path)
    assert told.returncode == 1
    assert told.stderr.startswith("\nNot as expected: ")
    assert "Traceback" not in told.stderr


def _give(address: str, data: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(ROOT / "examples" / "give.py"), address, "--data", str(data)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@contextmanager
def _database(kind: str, request: pytest.FixtureRequest) -> Iterator[str]:
    if kind == "sqlite":
        yield ""
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    with server.database() as url:
        yield url


@contextmanager
def _served(data: Path, database_url: str) -> Iterator[tuple[str, str]]:
    """Serve the demo; give its address and what was printed up to the line that says it is ready."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    inherited = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    here = {"KSBB_DATA_DIR": str(data), "KSBB_PORT": str(port), "DATABASE_URL": database_url}
    log = data / "serve.log"
    command = [sys.executable, "-m", "server.cli", "serve", "--demo"]
    with log.open("wb") as out:
        process = subprocess.Popen(command, env={**inherited, **here}, stdout=out, stderr=out, cwd=ROOT)
    try:
        until(lambda: "KSBB is ready: " in log.read_text() or process.poll() is not None, "the start", _START_SECONDS)
        assert "KSBB is ready: " in log.read_text(), log.read_text()
        yield f"http://127.0.0.1:{port}", log.read_text()
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
