"""Real workers, a real Valkey: what is killed runs again, and happens once."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from redis import Redis

from server.core.clock import SetClock
from server.core.queues import QUEUES
from server.core.settings import Settings
from server.models.outbox import Outbox, OutboxStatus
from server.services.audit import verify_all
from tests.jobs.bench import platform_on
from tests.jobs.conftest import Works, until


def lease_ends(works: Works) -> None:
    """Let the relay's clock run ahead of every lease that was given so far."""
    ahead = SetClock(works.platform.clock.now() + timedelta(seconds=QUEUES["flow"].lease_seconds + 1))
    works.platform = platform_on(works.settings, ahead)


def test_a_job_runs_once_and_its_effect_is_in_the_chain(works: Works) -> None:
    works.put("test_count", "need:1:count")
    works.worker()
    assert works.send() == 1
    until(lambda: works.effects("need:1"), "the effect")
    row = Outbox.get()
    assert (row.status, row.attempts, row.failures) == (OutboxStatus.DONE, 1, 0)
    assert verify_all(works.platform.keys) == []


def test_a_row_that_is_sent_many_times_has_one_effect(works: Works) -> None:
    works.put("test_count", "need:1:count")
    works.put("test_count", "need:2:count")
    ids = [row.id for row in Outbox.select()]
    for _ in range(3):
        works.queue.ring("flow", ids)
    works.worker()
    works.worker()
    works.queue.ring("flow", ids)
    until(lambda: works.effects("need:1") and works.effects("need:2"), "both effects")
    until(lambda: works.queue.waiting("flow") == 0, "an empty queue")
    assert (works.effects("need:1"), works.effects("need:2")) == (1, 1)


def test_a_job_whose_process_is_killed_runs_again_and_happens_once(works: Works) -> None:
    works.put("test_gated", "need:1:gated")
    worker = works.worker()
    works.send()
    until(works.runs, "the first run")
    (horse,) = works.runs()
    assert horse != worker.pid
    os.kill(horse, signal.SIGKILL)
    lease_ends(works)
    assert works.send() == 1
    until(lambda: works.effects("need:1"), "the effect of the second run")
    assert len(works.runs()) == 2
    assert works.effects("need:1") == 1
    assert worker.poll() is None
    assert Outbox.get().failures == 0


def test_a_wipe_is_told_to_one_relay_once(works: Works) -> None:
    first, second = works.queue, works.queue
    assert first.was_emptied()
    assert not second.was_emptied()
    Redis.from_url(works.valkey).flushall()
    assert second.was_emptied()
    assert not first.was_emptied()


def test_a_valkey_that_is_wiped_loses_nothing(works: Works) -> None:
    for n in range(10):
        works.put("test_count", f"need:{n}:count")
    assert works.send() == 10
    Redis.from_url(works.valkey).flushall()
    worker = works.worker()
    lease_ends(works)
    assert works.send() == 10
    until(lambda: all(works.effects(f"need:{n}") for n in range(10)), "ten effects")
    assert [works.effects(f"need:{n}") for n in range(10)] == [1] * 10
    # And once more under a worker that is up and idle.
    Redis.from_url(works.valkey).flushall()
    works.put("test_count", "need:11:count")
    works.send()
    until(lambda: works.effects("need:11"), "the effect after the wipe")
    assert worker.poll() is None


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_an_idle_worker_leaves_at_once_when_asked(works: Works) -> None:
    worker = works.worker()
    until(lambda: any(one.startswith("worker flow:") for one in works.queue.living()), "the worker")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(10) == 0


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_worker_that_is_asked_to_leave_finishes_its_job(works: Works) -> None:
    works.put("test_gated", "need:1:gated")
    worker = works.worker()
    works.send()
    until(works.runs, "the run")
    worker.send_signal(signal.SIGTERM)
    works.open_gate()
    assert worker.wait(20) == 0
    assert works.effects("need:1") == 1
    assert len(works.runs()) == 1


@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
def test_a_forked_child_shares_no_connection_and_no_lock_with_its_parent(settings: Settings) -> None:
    environment = {**os.environ, "KSBB_DATA_DIR": str(settings.data_dir), "DATABASE_URL": settings.database_url}
    program = [sys.executable, "-m", "tests.jobs.forking_process"]
    assert subprocess.run(program, env=environment, timeout=20, check=False).returncode == 0
