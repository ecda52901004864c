"""What every test may ask for: databases, Valkey, a clock that stands, a browser; and no network."""

import os
import shutil
import sys
from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from peewee import Database

from scripts.node import find_node
from server.core.act import Act, system_act
from server.core.clock import SetClock
from server.core.platform import Platform
from server.core.settings import Settings
from tests.backends.engines import Engine, PostgresEngine, SqliteEngine, scratch_folder
from tests.backends.lacking import THINGS, counted, lacking
from tests.backends.loopback import stay_on_this_machine
from tests.backends.postgres import VARIABLE, PostgresServer
from tests.backends.service import ServiceMissing
from tests.backends.valkey import ValkeyServer
from tests.jobs.bench import platform_on

ENGINES = {"sqlite": ["sqlite"], "postgres": ["postgres"], "both": ["sqlite", "postgres"]}
# A Monday, nine o'clock in Jakarta: working days can be counted on.
MORNING = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run choose its engines, and say what may not be skipped."""
    parser.addoption("--db", choices=sorted(ENGINES), default="both", help="engines for the database fixture")
    parser.addoption("--no-skips", action="store_true", help="count a skipped test as failed")
    for thing, name in THINGS.items():
        parser.addoption(f"--require-{thing}", action="store_true", help=f"fail, not skip, where {name} is missing")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that uses the database once per engine, unless it names its engine itself."""
    chosen = any("engine" in str(mark.args[0]) for mark in metafunc.definition.iter_markers("parametrize"))
    if "engine" in metafunc.fixturenames and not chosen:
        metafunc.parametrize("engine", ENGINES[metafunc.config.getoption("db")], indirect=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Turn a skip into a failure under ``--no-skips``."""
    report = yield
    if report.skipped and item.config.getoption("no_skips") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"--no-skips: {_reason(report)}"
    return report


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say what was not run, and why, before the closing line."""
    for line in counted([_reason(report) for report in terminalreporter.stats.get("skipped", [])]):
        terminalreporter.write_line(line, yellow=True)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Start one PostgreSQL for all workers; one that cannot start is reported by the worker that asks for it."""
    servers = node.config.stash.setdefault(_SERVERS, [])
    if node.config.getoption("db") == "sqlite":
        return
    if not servers:
        try:
            servers.append(PostgresServer(os.environ))
        except ServiceMissing:
            return
    node.workerinput["postgres_url"] = servers[0].url


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        stay_on_this_machine(patch)
        yield


@pytest.fixture(scope="session")
def scratch() -> Iterator[Path]:
    """Return this test process's folder."""
    with scratch_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> Iterator[PostgresServer]:
    """Return a running PostgreSQL server."""
    shared = getattr(request.config, "workerinput", {}).get("postgres_url")
    try:
        server = PostgresServer({**os.environ, VARIABLE: shared} if shared else os.environ)
    except ServiceMissing as missing:
        lacking(request.config, "postgres", str(missing))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def _sqlite_engine(scratch: Path) -> SqliteEngine:
    return SqliteEngine(scratch / "sqlite")


@pytest.fixture(scope="session")
def _postgres_engine(scratch: Path, postgres: PostgresServer) -> Iterator[PostgresEngine]:
    with postgres.database() as url:
        yield PostgresEngine(scratch / "postgres", url)


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> Engine:
    """Return the engine of this run of the test: SQLite, then PostgreSQL.

    A test for one of them says ``@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)``.
    """
    found: Engine = request.getfixturevalue(f"_{request.param}_engine")
    return found


@pytest.fixture
def database(engine: Engine) -> Iterator[Database]:
    """Return a migrated, empty database: bound to the platform's proxy, connected for the thread of the test."""
    opened = engine.fresh()
    opened.connect()
    yield opened
    opened.close()


@pytest.fixture
def settings(engine: Engine, database: Database) -> Settings:
    """Return settings that lead to ``database`` and to an empty data folder; no queue server (see ``valkey``)."""
    return engine.settings


@pytest.fixture(scope="session")
def _valkey_server() -> Iterator[ValkeyServer]:
    server = ValkeyServer()
    yield server
    server.stop()


@pytest.fixture
def valkey(_valkey_server: ValkeyServer) -> str:
    """Return the URL of a real, empty Valkey, as ``Settings.redis_url`` takes it."""
    _valkey_server.empty()
    return _valkey_server.url


@pytest.fixture
def clock() -> SetClock:
    """Return a clock that stands at ``MORNING``."""
    return SetClock(MORNING)


@pytest.fixture
def platform(settings: Settings, clock: SetClock) -> Platform:
    """Return an installation on the database of the test, at the time of ``clock``."""
    return platform_on(settings, clock)


@pytest.fixture
def act(platform: Platform) -> Act:
    """Return an act of the platform itself."""
    return system_act(platform)


@pytest.fixture(scope="session")
def chromium(request: pytest.FixtureRequest) -> str:
    """Return the path of a Chromium (or Chrome)."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    lacking(request.config, "browser", "no chromium on the PATH")


@pytest.fixture(scope="session")
def node(request: pytest.FixtureRequest) -> str:
    """Return the path of a Node.js that builds the page."""
    found = find_node(Path(sys.prefix) / "bin")
    if found is None:
        lacking(request.config, "node", "no Node >= 20.19 on the PATH or in the environment")
    return str(found)


_SERVERS = pytest.StashKey[list[PostgresServer]]()


def _reason(report: Any) -> str:
    where = report.longrepr
    return str(where[2] if isinstance(where, tuple) else where)
