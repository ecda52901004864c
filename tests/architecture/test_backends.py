"""The ground the other tests stand on: fresh databases, a real Valkey, no network, skips that are counted."""

import os
import select
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from peewee import Database
from redis import Redis

from server.core.clock import SetClock
from server.core.settings import Settings
from tests.backends.lacking import counted
from tests.backends.loopback import NetworkForbidden, is_local
from tests.backends.postgres import PostgresServer

ROOT = Path(__file__).resolve().parents[2]
INSERT = "INSERT INTO audit_entry (id, created_at, stream, seq, event, body, digest) VALUES "
ROW = "('00000000-0000-0000-0000-000000000001', '2026-01-01T00:00:00.000000Z', 'test:1', 1, 'made', '', '')"


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_finds_an_empty_database(database: Database, turn: int) -> None:
    assert database.execute_sql("SELECT count(*) FROM audit_entry").fetchone()[0] == 0, turn
    with database.atomic():
        database.execute_sql(INSERT + ROW)


def test_settings_lead_to_the_database_and_an_empty_folder(settings: Settings, database: Database) -> None:
    assert settings.data_dir.is_dir()
    assert bool(settings.database_url) == (type(database).__name__ != "SqliteDatabase")
    assert [path.name for path in settings.data_dir.iterdir() if not path.name.startswith("ksbb.sqlite3")] == []


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_finds_an_empty_valkey(valkey: str, turn: int) -> None:
    client = Redis.from_url(valkey)
    assert client.dbsize() == 0, turn
    client.set("key", "value")
    client.close()


def test_the_clock_stands_until_it_is_moved(clock: SetClock) -> None:
    assert clock.now() == clock.now()


def test_another_machine_cannot_be_reached() -> None:
    with socket.socket() as sock, pytest.raises(NetworkForbidden):
        sock.connect(("192.0.2.1", 80))


@pytest.mark.parametrize(
    ("family", "address", "local"),
    [
        (socket.AF_INET, ("127.0.0.1", 1), True),
        (socket.AF_INET, ("localhost", 1), True),
        (socket.AF_INET6, ("::1", 1, 0, 0), True),
        (socket.AF_UNIX, "/tmp/x", True),  # noqa: S108
        (socket.AF_INET, ("10.0.0.1", 1), False),
        (socket.AF_INET, ("example.org", 1), False),
    ],
)
def test_only_this_machine_is_local(family: int, address: object, local: bool) -> None:
    assert is_local(family, address) is local


def test_skips_are_counted_by_what_was_missing() -> None:
    reasons = ["Skipped: for want of Chromium: none"] * 3 + ["Skipped: on purpose"]
    assert counted(reasons) == ["3 tests skipped for want of Chromium: none"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's death")
def test_a_killed_test_run_leaves_no_server_behind() -> None:
    program = (
        "from tests.backends.valkey import ValkeyServer\n"
        "service = ValkeyServer()._service\n"
        "print(service._process.pid, service.folder, flush=True)\n"
        "input()"
    )
    run = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT)
    with run:
        assert run.stdout
        server, folder = run.stdout.readline().decode().split()
        # The server is not our child: a descriptor that turns readable tells of its end without polling.
        descriptor = os.pidfd_open(int(server))
        run.kill()
    try:
        assert _readable(descriptor, seconds=10)
    finally:
        os.close(descriptor)
        shutil.rmtree(folder)


def test_a_server_that_one_was_told_of_is_used_and_not_stopped(postgres: PostgresServer) -> None:
    told = PostgresServer({"KSBB_TEST_POSTGRES_URL": postgres.url})
    with told.database() as url:
        assert "ksbb_test_" in url
    told.stop()
    with postgres.database():
        pass


def _readable(descriptor: int, seconds: float) -> bool:
    return bool(select.select([descriptor], [], [], seconds)[0])
