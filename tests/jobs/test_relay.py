"""The relay fills a window and no more, and no absence of the queue server loses a row."""

import threading
from datetime import timedelta

import pytest
from peewee import Database

from server.core.act import Act, system_act
from server.core.clock import SetClock
from server.core.platform import Platform
from server.core.queues import QUEUES
from server.core.settings import Settings
from server.jobs.relay import Relay
from server.models.outbox import Outbox
from server.services import outbox, timers
from server.services.transaction import run
from tests.jobs.bench import Bell, platform_on

TERMS = QUEUES["flow"]


@pytest.fixture
def platform(settings: Settings, database: Database, clock: SetClock) -> Platform:
    # The relay opens connections of its own, as it does in its process.
    database.close()
    return platform_on(settings, clock)


@pytest.fixture
def act(platform: Platform) -> Act:
    return system_act(platform)


@pytest.fixture
def bell() -> Bell:
    return Bell()


@pytest.fixture
def relay(platform: Platform, bell: Bell) -> Relay:
    return Relay(platform, bell)


def put(database: Database, act: Act, count: int) -> None:
    with database.connection_context():
        for n in range(count):
            run(lambda n=n: outbox.put(act, "check", f"need:{n}:check", {}))  # type: ignore[misc]  # n is bound early


def test_no_more_is_handed_out_than_the_window_holds(database: Database, act: Act, relay: Relay, bell: Bell) -> None:
    put(database, act, TERMS.window + 5)
    bell.full = 10
    assert relay.dispatch() == TERMS.window - 10
    bell.full = TERMS.window
    assert relay.dispatch() == 0
    bell.full = 0
    assert relay.dispatch() == 15
    assert len(set(bell.rung)) == TERMS.window + 5
    assert relay.dispatch() == 0


def test_while_the_queue_server_is_away_nothing_is_claimed(
    database: Database, act: Act, relay: Relay, bell: Bell
) -> None:
    put(database, act, 3)
    bell.away = True
    with pytest.raises(ConnectionError):
        relay.dispatch()
    bell.away = False
    assert relay.dispatch() == 3
    with database.connection_context():
        assert {row.attempts for row in Outbox.select()} == {1}


def test_rows_that_were_claimed_and_not_rung_come_again_after_their_lease(
    database: Database, act: Act, relay: Relay, bell: Bell, clock: SetClock
) -> None:
    put(database, act, 3)
    with database.connection_context():
        assert len(run(lambda: outbox.claim(act.now, "flow", 10))) == 3
    assert relay.dispatch() == 0
    clock.advance(timedelta(seconds=TERMS.lease_seconds))
    assert relay.dispatch() == 3
    assert len(bell.rung) == 3


def test_what_an_emptied_queue_server_lost_goes_out_again_at_once(
    database: Database, act: Act, relay: Relay, bell: Bell, platform: Platform
) -> None:
    put(database, act, 3)
    assert relay.dispatch() == 3
    with database.connection_context():
        run(lambda: outbox.put(act, "check", "need:9:later", {}, due=act.now + timedelta(seconds=5)))
    bell.emptied = True
    assert relay.dispatch() == 3
    assert sorted(bell.rung[:3]) == sorted(bell.rung[3:])
    assert relay.dispatch() == 0


def test_timers_that_are_due_become_jobs(database: Database, act: Act, relay: Relay, bell: Bell) -> None:
    with database.connection_context():
        for n in range(150):
            timers.arm(act, "remind", f"task:{n}", act.now)
    assert relay.sweep() == 150
    assert relay.sweep() == 0
    assert relay.dispatch() == TERMS.window


def test_the_loop_goes_on_through_trouble_and_ends_when_told(
    database: Database, act: Act, platform: Platform, caplog: pytest.LogCaptureFixture
) -> None:
    class Troubled(Bell):
        turns = 0

        def waiting(self, queue: str) -> int:
            self.turns += 1
            if self.turns <= 2:
                raise ConnectionError("away")
            if self.turns == 3:
                raise RuntimeError("worse")
            return 0

    put(database, act, 2)
    bell, stop, done = Troubled(), threading.Event(), threading.Event()
    relay = Relay(platform, bell)

    def work() -> None:
        relay.work(stop)
        done.set()

    thread = threading.Thread(target=work)
    thread.start()
    while thread.is_alive() and len(bell.rung) < 2:
        done.wait(0.01)
    stop.set()
    thread.join(10)
    assert done.is_set()
    assert len(bell.rung) == 2
    assert "relay" in bell.beats
    assert [record.getMessage() for record in caplog.records] == [
        "dispatch: the queue server is not up: away",
        "dispatch: RuntimeError: worse",
    ]
