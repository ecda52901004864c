"""Many clients at once, each with a connection and requests of its own: nothing is lost, doubled or left half."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from peewee import Database

from server.core.actor import MemberRole
from server.core.platform import Platform
from server.models.delivery import Delivery
from server.models.need import Need
from server.models.pledge import Allocation, Pledge, PledgeState, Slot, SlotSpan
from server.services import cube
from server.services.pledges import expiring
from server.services.pledges.terms import HOLD
from server.services.transaction import run
from tests.factories.gift import MONTHLY, a_need, a_recipient, a_scene, id_of, somebody

ROLLING: tuple[dict[str, object]] = (
    {"key": "HOUSEHOLD", "category": "SEMBAKO", "window": "ROLLING_DAYS", "length": 14},
)


def at_once(database: Database, jobs: Sequence[Callable[[], object]]) -> list[object]:
    """Run each job in a thread of its own, all from the same moment; return what they gave, in their order."""
    barrier = threading.Barrier(len(jobs))
    results: list[object] = [None] * len(jobs)

    def work(number: int) -> None:
        barrier.wait(30)
        try:
            results[number] = jobs[number]()
        except BaseException as error:
            results[number] = error

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    failed = [one for one in results if isinstance(one, BaseException)]
    assert not failed, failed
    return results


def request(database: Database, ask: Callable[[], dict[str, Any]]) -> str:
    """Make one request on a connection of its own; return ``OK`` or the code of its refusal."""
    with database.connection_context():
        payload = ask()
    return payload["errors"][0]["code"] if payload["errors"] else "OK"


def is_sound(platform: Platform) -> bool:
    return run(lambda: cube.drift(platform.city)) == []


def test_no_unit_is_promised_twice_and_none_is_lost(platform: Platform, database: Database) -> None:
    scene = a_scene(platform)
    # A key and an account for each client, as in life.
    members = [somebody(scene.act, organisations={scene.collaborator.id: MemberRole.MEMBER}) for _ in range(16)]
    given = {"needId": id_of(scene.need), "collaboratorId": id_of(scene.collaborator), "quantity": 1}

    def pledge_all(client: Any) -> list[str]:
        return [
            request(database, partial(client.do, "pledgePlace", "pledge { id }", **given, idempotencyKey=str(n)))
            for n in range(20)
        ]

    outcomes = at_once(database, [partial(pledge_all, client) for client in members])
    counted = Counter(code for mine in outcomes for code in mine)  # type: ignore[attr-defined]  # lists of codes
    assert counted == {"OK": 100, "INSUFFICIENT_REMAINING": 220}
    assert scene.counters() == (100, 0, 0)
    assert Pledge.select().where(Pledge.state == PledgeState.ACCEPTED).count() == 100
    assert is_sound(platform)


def test_one_request_sent_eight_times_is_one_pledge(platform: Platform, database: Database) -> None:
    scene = a_scene(platform)

    def ask() -> str:
        with database.connection_context():
            return str(scene.place(5, idempotencyKey="same")["id"])

    assert len(set(at_once(database, [ask] * 8))) == 1
    assert scene.counters() == (5, 0, 0)
    assert Pledge.select().count() == 1


@pytest.mark.parametrize("rules", [MONTHLY, ROLLING], ids=["calendar", "rolling"])
@pytest.mark.parametrize("records", [1, 8], ids=["one record", "a record each"])
def test_one_household_has_one_share_in_a_window(
    platform: Platform, database: Database, rules: Sequence[dict[str, object]], records: int
) -> None:
    scene = a_scene(platform, rules)
    # Needs, pledges and, in the second case, records of their own: only the family card is the same.
    needs = [a_need(scene.act, scene.unit, period=f"2027-{month:02}") for month in range(1, 9)]
    pledges = [scene.place(need=need) for need in needs]
    recipients = [a_recipient(scene.act, scene.unit) for _ in range(records)] * (8 // records)
    jobs = [
        partial(request, database, partial(scene.allot, pledge, recipient))
        for pledge, recipient in zip(pledges, recipients, strict=True)
    ]
    assert Counter(at_once(database, jobs)) == {"OK": 1, "OVERLAP": 7}
    assert Allocation.select().count() == 1
    assert Slot.select().count() + SlotSpan.select().count() == 1


def test_households_of_two_pledges_crosswise_do_not_wait_for_ever(platform: Platform, database: Database) -> None:
    scene = a_scene(platform, MONTHLY, needed=100)
    other = a_need(scene.act, scene.unit, period="2026-12")
    cards = [f"31740301051000{number:02}" for number in range(10, 18)]
    recipients = [a_recipient(scene.act, scene.unit, card) for card in cards]
    here, there = scene.place(50), scene.place(50, other)

    def allot_all(pledge: dict[str, Any], order: Sequence[Any]) -> list[str]:
        return [request(database, partial(scene.allot, pledge, one)) for one in order]

    outcomes = at_once(
        database,
        [lambda: allot_all(here, recipients), lambda: allot_all(there, recipients[::-1])],
    )
    counted = Counter(code for mine in outcomes for code in mine)  # type: ignore[attr-defined]  # lists of codes
    assert counted == {"OK": 8, "OVERLAP": 8}


@pytest.mark.parametrize("rival", ["cancel", "expire"])
def test_delivery_and_its_rival_leave_one_truth(platform: Platform, database: Database, rival: str) -> None:
    scene = a_scene(platform)
    pledges = [scene.place(5) for _ in range(8)]
    deliver: list[Callable[[], object]] = [
        partial(request, database, partial(scene.deliver, pledge, 5)) for pledge in pledges
    ]
    against: list[Callable[[], object]]
    if rival == "cancel":
        against = [partial(request, database, partial(scene.cancel, pledge)) for pledge in pledges]
    else:
        # The sweeper's clock is ahead: it ends what the givers still see as standing.
        sweeper = replace(scene.act, now=scene.act.now + HOLD)

        def sweep() -> int:
            with database.connection_context():
                return run(lambda: expiring.expire_all(sweeper))

        against = [sweep, sweep]
    outcomes = at_once(database, [*deliver, *against])
    delivered = outcomes[: len(deliver)].count("OK")
    assert set(outcomes[: len(deliver)]) <= {"OK", "PLEDGE_NOT_OPEN"}
    ended = Pledge.select().where(Pledge.state != PledgeState.DELIVERED).count()
    assert delivered + ended == 8
    assert scene.counters() == (0, 5 * delivered, 0)
    assert Delivery.select().count() == delivered
    assert Need.get().remaining == 100 - 5 * delivered
    assert is_sound(platform)


def test_two_confirmations_of_one_version_count_once(platform: Platform, database: Database) -> None:
    scene = a_scene(platform)
    delivery = scene.deliver(scene.place(10), 10)["delivery"]
    outcomes = at_once(database, [lambda: request(database, lambda: scene.confirm(delivery, 6))] * 8)
    assert Counter(outcomes) == {"OK": 1, "VERSION_CONFLICT": 7}
    assert scene.counters() == (0, 10, 6)


def test_folders_race_with_givers(platform: Platform, database: Database) -> None:
    scene = a_scene(platform)
    done = threading.Event()

    def give() -> None:
        try:
            for _ in range(25):
                with database.connection_context():
                    scene.place(1)
        finally:
            done.set()

    def fold() -> int:
        folded = 0
        while not done.is_set():
            with database.connection_context():
                folded += run(lambda: cube.fold(scene.act, 3))
        return folded

    at_once(database, [give, fold, fold])
    while run(lambda: cube.fold(scene.act)):
        pass
    assert not cube.has_tail()
    assert is_sound(platform)
