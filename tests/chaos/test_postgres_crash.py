"""PostgreSQL that crashes and recovers under a running installation: all reconnect, and nothing is lost."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.core.clock import SystemClock
from tests.backends.engines import PostgresEngine
from tests.backends.lacking import lacking
from tests.backends.postgres import PostgresServer
from tests.backends.service import ServiceMissing
from tests.chaos.campaign import Plan, run
from tests.chaos.killer import DATABASE, flush_commits
from tests.chaos.table import table
from tests.jobs.bench import platform_on

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds the children of a process in /proc")


@pytest.fixture
def crashing_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PostgresEngine]:
    """Return an engine on a server of its own: the shared one must not be crashed under other tests."""
    try:
        server = PostgresServer({"PATH": os.environ.get("PATH", "")})
    except ServiceMissing as missing:
        lacking(request.config, "postgres", str(missing))
    with server.database() as url:
        flush_commits(url)
        yield PostgresEngine(tmp_path, url)
    server.stop()


def test_a_database_that_crashes_loses_nothing_and_stops_nobody(crashing_engine: PostgresEngine) -> None:
    crashing_engine.fresh()
    platform = platform_on(crashing_engine.settings, SystemClock())
    report = run(platform, Plan(25, seed=42, limit_seconds=90, shortest=1.0, longest=2.0, targets={DATABASE: 1}))
    assert report.holds, table(report, crashing_engine.name)
    assert report.strikes[DATABASE] > 1
