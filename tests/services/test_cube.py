"""The cube and its tail say what the ledger says, whatever happens in whatever order."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import Database

from server.core.clock import SetClock
from server.core.platform import Platform
from server.models.first_pledge import FirstPledge
from server.models.ledger_entry import CubeCell, LedgerEntry
from server.models.need import Need
from server.models.pledge import Pledge
from server.reads.dashboard import ground
from server.services import cube
from server.services.pledges import expiring
from server.services.transaction import run
from tests.factories.gift import MONTHLY, Scene, a_collaborator, a_need, a_recipient, a_scene

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["place", "cancel", "deliver", "confirm", "allot", "fold", "wait", "sweep"]),
        st.integers(0, 5),
        st.integers(1, 12),
    ),
    min_size=8,
    max_size=40,
)


@pytest.fixture
def scene(platform: Platform) -> Scene:
    return a_scene(platform)


def drift(scene: Scene) -> list[cube.Drift]:
    return run(lambda: cube.drift(scene.platform.city))


def fold(scene: Scene, limit: int = 2000) -> int:
    return run(lambda: cube.fold(scene.act, limit))


def figures(scene: Scene, as_of: date) -> dict[str, int]:
    found = ground(scene.platform.city, as_of).total()
    return {name: one.units for name, one in found.amounts.items()}


def test_a_figure_is_the_same_before_and_after_folding(scene: Scene) -> None:
    scene.confirm(scene.deliver(scene.place(10), 7)["delivery"], 5)
    expected = {"needed": 100, "pledged": 10, "delivered": 7, "confirmed": 5}
    assert figures(scene, scene.act.today) == expected
    for limit in (1, 2, 100):
        fold(scene, limit)
        assert figures(scene, scene.act.today) == expected
        assert drift(scene) == []
    assert not cube.has_tail()
    assert fold(scene) == 0
    assert CubeCell.select().count() == 1


def test_a_day_is_the_citys_and_counts_in_full(scene: Scene, clock: SetClock) -> None:
    # The last second of 16 November in Jakarta, and the first of the 17th.
    clock.instant = datetime(2026, 11, 16, 16, 59, 59, tzinfo=UTC)
    scene.place(1)
    clock.instant = datetime(2026, 11, 16, 17, 0, 0, tzinfo=UTC)
    scene.place(2)
    for _ in range(2):
        assert figures(scene, date(2026, 11, 15))["pledged"] == 0
        assert figures(scene, date(2026, 11, 16))["pledged"] == 1
        assert figures(scene, date(2026, 11, 17))["pledged"] == 3
        fold(scene)


def test_the_first_pledge_is_the_earliest_whichever_came_first(scene: Scene, clock: SetClock) -> None:
    scene.place(1)
    clock.advance(-timedelta(days=3))
    scene.place(1)
    clock.advance(timedelta(days=5))
    scene.place(1)
    assert [row.day for row in FirstPledge.select()] == [date(2026, 11, 13)]
    assert drift(scene) == []


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (lambda: CubeCell.update(pledged=CubeCell.pledged + 1), "cube"),
        (lambda: CubeCell.delete(), "cube"),
        (lambda: LedgerEntry.update(quantity=LedgerEntry.quantity + 1).where(LedgerEntry.is_folded), "cube"),
        (lambda: FirstPledge.update(day=date(2026, 11, 1)), "first_pledge"),
        (lambda: FirstPledge.delete(), "first_pledge"),
        (lambda: Need.update(reserved=Need.reserved + 1), "need"),
        (lambda: Need.update(confirmed=Need.confirmed + 1), "need"),
        (lambda: Pledge.update(delivered=Pledge.delivered + 1), "pledge"),
    ],
)
def test_what_does_not_agree_is_found(scene: Scene, spoil: Any, what: str) -> None:
    scene.confirm(scene.deliver(scene.place(10), 7)["delivery"], 5)
    fold(scene)
    assert drift(scene) == []
    spoil().execute()
    assert what in {one.what for one in drift(scene)}


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_a_random_walk_leaves_no_drift(
    steps: list[tuple[str, int, int]], platform: Platform, database: Database, clock: SetClock
) -> None:
    with database.atomic() as transaction:
        walk(a_scene(platform, MONTHLY, needed=30), clock, steps)
        transaction.rollback()


def walk(scene: Scene, clock: SetClock, steps: list[tuple[str, int, int]]) -> None:
    """Take the steps, each on whatever is there; refusals are as good as successes."""
    walker = Walker(scene, clock)
    for verb, which, quantity in steps:
        getattr(walker, verb)(which, quantity)
        assert cube.drift(scene.platform.city) == []
    totals = ground(scene.platform.city, scene.act.today).total().amounts
    ledger = dict.fromkeys(cube.MEASURES.values(), 0)
    for row in LedgerEntry.select():
        ledger[cube.MEASURES[row.kind]] += row.quantity
    assert {name: one.units for name, one in totals.items()} == ledger


class Walker:
    """Does one thing after the other to two needs of a unit with six households."""

    def __init__(self, scene: Scene, clock: SetClock) -> None:
        self.scene, self.clock = scene, clock
        self.needs = [scene.need, a_need(scene.act, scene.unit, 20, period="2026-12")]
        self.recipients = [a_recipient(scene.act, scene.unit, f"31740301051000{n}") for n in range(10, 16)]
        self.pledges: list[dict[str, Any]] = []
        self.deliveries: list[dict[str, Any]] = []

    def place(self, which: int, quantity: int) -> None:
        self.pledges += filter(None, [self.scene.try_to_place(quantity, self.needs[which % 2])["pledge"]])

    def cancel(self, which: int, quantity: int) -> None:
        for pledge in self._one(self.pledges, which):
            versions = self.scene.giver.ask("query($id: ID!) { pledge(id: $id) { version } }", id=pledge["id"])
            self.scene.cancel({**pledge, **versions["pledge"]})

    def allot(self, which: int, quantity: int) -> None:
        for pledge in self._one(self.pledges, which):
            self.scene.allot(pledge, self.recipients[which], quantity % 3 + 1)

    def deliver(self, which: int, quantity: int) -> None:
        for pledge in self._one(self.pledges, which):
            self.deliveries += filter(None, [self.scene.deliver(pledge, quantity)["delivery"]])

    def confirm(self, which: int, quantity: int) -> None:
        for delivery in self._one(self.deliveries, which):
            delivery.update(self.scene.confirm(delivery, quantity)["delivery"] or {})

    def fold(self, which: int, quantity: int) -> None:
        cube.fold(self.scene.act, quantity)

    def wait(self, which: int, quantity: int) -> None:
        self.clock.advance(timedelta(days=quantity))

    def sweep(self, which: int, quantity: int) -> None:
        expiring.expire_all(self.scene.act)

    @staticmethod
    def _one(things: list[dict[str, Any]], which: int) -> list[dict[str, Any]]:
        return things[-1 - which % len(things) :][:1] if things else []


def test_helpers_are_counted_once_however_often_they_give(scene: Scene) -> None:
    a_collaborator(scene.act, "Belum Memberi")
    for _ in range(3):
        scene.place(1)
    assert len(ground(scene.platform.city, scene.act.today).total().collaborators) == 1
