"""Timers fire once, when they are due, into the outbox."""

import threading
from datetime import timedelta

import pytest
from peewee import Database

from server.core.act import Act, system_act
from server.core.clock import SetClock
from server.core.platform import Platform
from server.core.settings import Settings
from server.models.outbox import Outbox
from server.models.timer import Timer
from server.services import timers
from server.services.transaction import run
from tests.jobs.bench import later, platform_on

SUBJECT = "task:1"


@pytest.fixture
def platform(settings: Settings, clock: SetClock) -> Platform:
    return platform_on(settings, clock)


@pytest.fixture
def act(platform: Platform) -> Act:
    return system_act(platform)


def arm(act: Act, seconds: float, kind: str = "remind", subject: str = SUBJECT) -> None:
    run(lambda: timers.arm(act, kind, subject, act.now + timedelta(seconds=seconds)))


def fire(act: Act) -> int:
    return run(lambda: timers.fire_due(act))


def test_a_timer_becomes_a_job_when_it_is_due(act: Act, platform: Platform, clock: SetClock) -> None:
    arm(act, 10)
    assert not timers.has_due(act.now)
    assert fire(act) == 0
    then = later(platform, clock, 10)
    assert timers.has_due(then.now)
    assert fire(then) == 1
    job = Outbox.get()
    assert (job.task, job.subject, job.payload, job.due) == ("remind", SUBJECT, {"subject": SUBJECT}, then.now)
    assert fire(then) == 0


def test_arming_again_moves_the_timer(act: Act, platform: Platform, clock: SetClock) -> None:
    arm(act, 10)
    arm(act, 30)
    assert Timer.select().count() == 1
    assert fire(later(platform, clock, 10)) == 0
    assert fire(later(platform, clock, 20)) == 1


def test_a_timer_can_be_armed_anew_after_it_fired(act: Act, platform: Platform, clock: SetClock) -> None:
    arm(act, 1)
    assert fire(later(platform, clock, 1)) == 1
    arm(act, 2)
    assert fire(later(platform, clock, 1)) == 1
    assert Outbox.select().count() == 2


def test_kinds_and_subjects_do_not_meddle(act: Act, platform: Platform, clock: SetClock) -> None:
    arm(act, 1)
    arm(act, 1, kind="escalate")
    arm(act, 1, subject="task:2")
    assert run(lambda: timers.cancel("remind", SUBJECT))
    assert fire(later(platform, clock, 1)) == 2


def test_a_cancelled_timer_is_silent_and_one_that_fired_cannot_be_cancelled(
    act: Act, platform: Platform, clock: SetClock
) -> None:
    arm(act, 1)
    assert run(lambda: timers.cancel("remind", SUBJECT))
    assert fire(later(platform, clock, 1)) == 0
    arm(act, 1)
    assert fire(later(platform, clock, 1)) == 1
    assert not run(lambda: timers.cancel("remind", SUBJECT))


def test_sweepers_that_race_fire_each_timer_once(database: Database, act: Act) -> None:
    for n in range(40):
        arm(act, -1, subject=f"task:{n}")
    barrier, counts = threading.Barrier(4), []

    def sweep() -> None:
        with database.connection_context():
            barrier.wait(10)
            count = 0
            while timers.has_due(act.now):
                count += fire(act)
            counts.append(count)

    threads = [threading.Thread(target=sweep) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(counts) == 4
    assert sum(counts) == Outbox.select().count() == 40
