"""A transaction that the database ended for another's sake is run again; nothing else is."""

import threading

import pytest
from peewee import Database, OperationalError

from server.core.act import Act
from server.core.errors import NotFound
from server.core.platform import Platform
from server.models.audit_entry import AuditEntry
from server.models.need import Need
from server.services import audit
from server.services.transaction import run
from tests.factories.gift import Scene, a_need, a_scene


@pytest.fixture
def scene(platform: Platform) -> Scene:
    return a_scene(platform)


@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
def test_two_that_wait_for_each_other_both_finish(scene: Scene, act: Act, database: Database) -> None:
    keys = [scene.need.id, a_need(act, scene.unit, period="2026-12").id]
    # Each takes its first row, then waits for the other to have done so: only their first attempts meet.
    both_hold = threading.Barrier(2)
    attempts: list[int] = []

    def cross(first: int) -> None:
        mine = 0

        def work() -> None:
            nonlocal mine
            mine += 1
            Need.update(reserved=Need.reserved + 1).where(Need.id == keys[first]).execute()
            if mine == 1:
                both_hold.wait(20)
            Need.update(reserved=Need.reserved + 1).where(Need.id == keys[1 - first]).execute()

        with database.connection_context():
            run(work)
        attempts.append(mine)

    threads = [threading.Thread(target=cross, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    # One of them lost at least once; on a busy machine they may meet again.
    assert len(attempts) == 2
    assert max(attempts) > 1
    assert [Need.get_by_id(key).reserved for key in keys] == [2, 2]


@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
def test_a_transaction_that_always_loses_gives_up(database: Database) -> None:
    tried = []

    def lose() -> None:
        tried.append(1)
        database.execute_sql("DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '40001'; END $$")

    with pytest.raises(OperationalError):
        run(lose)
    assert len(tried) == 4


def test_another_error_is_not_tried_again(database: Database) -> None:
    tried = []

    def fail() -> None:
        tried.append(1)
        raise OperationalError("the disk is full")

    with pytest.raises(OperationalError):
        run(fail)
    assert len(tried) == 1


def test_inside_another_transaction_nothing_is_tried_again(database: Database) -> None:
    tried = []

    class Lost(Exception):
        sqlstate = "40P01"

    def lose() -> None:
        tried.append(1)
        raise OperationalError("deadlock") from Lost()

    with pytest.raises(OperationalError), database.atomic():
        run(lose)
    assert len(tried) == 1
    with pytest.raises(OperationalError):
        run(lose)
    assert len(tried) == 5


@pytest.mark.parametrize("engine", ["postgres"], indirect=True)
def test_two_that_record_on_two_streams_crosswise_both_finish(act: Act, database: Database) -> None:
    streams = ["pledge:1", "application:1"]
    both_hold = threading.Barrier(2)
    attempts: list[int] = []

    def cross(first: int) -> None:
        mine = 0

        def work() -> None:
            nonlocal mine
            mine += 1
            audit.record(act, streams[first], "test.crossed")
            if mine == 1:
                both_hold.wait(20)
            audit.record(act, streams[1 - first], "test.crossed")

        with database.connection_context():
            run(work)
        attempts.append(mine)

    threads = [threading.Thread(target=cross, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    # One of them lost at least once; on a busy machine they may meet again.
    assert len(attempts) == 2
    assert max(attempts) > 1
    assert AuditEntry.select().count() == 4
    assert audit.verify_all(act.platform.keys) == []


def test_a_refusal_whose_trace_fails_leaves_nothing_and_is_a_bug(act: Act, database: Database) -> None:
    """What must leave a trace is not answered without one."""

    def trace() -> None:
        audit.record(act, "need:1", "need.refused")
        raise LookupError("the trace is broken")

    def refuse() -> None:
        audit.record(act, "need:1", "need.changed")
        raise NotFound(trace=trace)

    with pytest.raises(LookupError):
        run(refuse)
    assert AuditEntry.select().count() == 0
