"""Folding and expiry are asked for while there is something to do, once per time slice, and never otherwise."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from peewee import Database

from server.core.clock import SetClock
from server.core.platform import Platform
from server.jobs.relay import Relay
from server.models.outbox import Outbox
from server.models.pledge import Pledge, PledgeState
from server.services import cube, upkeep
from server.services.pledges import expiring
from server.services.pledges.terms import HOLD
from tests.factories.gift import Scene, a_scene
from tests.factories.workers import run_due
from tests.jobs.bench import Bell


@pytest.fixture
def scene(platform: Platform) -> Scene:
    return a_scene(platform)


@pytest.fixture
def keep_up(platform: Platform, database: Database) -> Callable[[], int]:
    relay = Relay(platform, Bell())

    def ask() -> int:
        # The relay opens connections of its own, as it does in its process.
        database.close()
        asked = relay.keep_up()
        database.connect()
        return asked

    return ask


def asked() -> list[str]:
    return [row.task for row in Outbox.select().where(Outbox.subject.startswith("upkeep:")).order_by(Outbox.id)]


def test_the_tail_is_folded(scene: Scene, keep_up: Callable[[], int], platform: Platform, clock: SetClock) -> None:
    scene.place(10)
    assert cube.has_tail()
    assert (keep_up(), keep_up()) == (1, 0)
    assert asked() == [cube.TASK]
    assert run_due(platform) == [cube.TASK]
    assert not cube.has_tail()
    clock.advance(timedelta(seconds=5))
    assert keep_up() == 0
    scene.place(1)
    assert keep_up() == 1


def test_what_has_lapsed_is_ended(
    scene: Scene, keep_up: Callable[[], int], platform: Platform, clock: SetClock
) -> None:
    scene.place(10)
    keep_up()
    run_due(platform)
    clock.advance(HOLD)
    assert keep_up() == 1
    assert run_due(platform) == [expiring.TASK]
    assert Pledge.get().state is PledgeState.EXPIRED
    assert scene.counters() == (0, 0, 0)
    assert upkeep.due(scene.act) == []


def test_an_idle_platform_writes_nothing(keep_up: Callable[[], int]) -> None:
    assert keep_up() == 0
    assert not Outbox.select().exists()
