"""A worker in a process of its own, and what it takes to follow it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from server.adapters.rq_queue import RqQueue
from server.core.act import Act, system_act
from server.core.clock import SystemClock
from server.core.platform import Platform
from server.core.settings import Settings
from server.models.audit_entry import AuditEntry
from server.services import outbox
from server.services.transaction import run
from tests.jobs.bench import platform_on

_PATIENCE_SECONDS = 25


def until(holds: Callable[[], object], what: str, seconds: float = _PATIENCE_SECONDS) -> None:
    """Return once ``holds()`` is true; processes give no notice, so it is asked again and again, for ``seconds``."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"never came: {what}"
        time.sleep(0.02)


@dataclass
class Works:
    """The queue, the outbox and any number of worker processes on one database and one Valkey."""

    settings: Settings
    valkey: str
    folder: Path
    platform: Platform
    processes: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    @property
    def act(self) -> Act:
        return system_act(self.platform)

    @property
    def queue(self) -> RqQueue:
        return RqQueue(self.valkey)

    def worker(self, *arguments: str) -> "subprocess.Popen[bytes]":
        environment = {
            **os.environ,
            "KSBB_DATA_DIR": str(self.settings.data_dir),
            "DATABASE_URL": self.settings.database_url,
            "REDIS_URL": self.valkey,
            "KSBB_TEST_TRAP": str(self.folder / "trap"),
            "KSBB_TEST_RUNS": str(self.folder / "runs"),
            "KSBB_TEST_GATE": str(self.folder / "gate"),
        }
        command = [sys.executable, "-m", "tests.jobs.worker_process", *arguments]
        self.processes.append(subprocess.Popen(command, env=environment))
        return self.processes[-1]

    def put(self, task: str, key: str) -> None:
        run(lambda: outbox.put(self.act, task, key, {}))

    def send(self) -> int:
        """Do what the relay does, once."""
        claimed = run(lambda: outbox.claim(self.act.now, "flow", 40))
        self.queue.ring("flow", claimed)
        return len(claimed)

    def effects(self, subject: str) -> int:
        return int(AuditEntry.select().where(AuditEntry.stream == subject, AuditEntry.event == "test.effect").count())

    def runs(self) -> list[int]:
        """Return the process ids of the runs of the gated task so far."""
        path = self.folder / "runs"
        return [int(line.split()[0]) for line in path.read_text().splitlines()] if path.exists() else []

    def open_gate(self) -> None:
        (self.folder / "gate").open("wb").close()

    def is_marked(self) -> bool:
        return (self.folder / "trap").exists()


@pytest.fixture
def works(settings: Settings, valkey: str, tmp_path: Path) -> Iterator[Works]:
    os.mkfifo(tmp_path / "gate")
    works = Works(settings, valkey, tmp_path, platform_on(settings, SystemClock()))
    yield works
    for process in works.processes:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.wait()
