"""Jobs are put once, claimed by one, settled once, and die of failures only."""

import threading
from datetime import timedelta
from uuid import UUID

import pytest
from peewee import Database

from server.core.act import Act, system_act
from server.core.clock import SetClock
from server.core.errors import NotFound
from server.core.platform import Platform
from server.core.queues import QUEUES
from server.core.settings import Settings
from server.models.audit_entry import AuditEntry
from server.models.outbox import Outbox, OutboxStatus
from server.reads import backlog
from server.reads.dead_letters import listing
from server.services import audit, dead_letters, outbox
from server.services.transaction import run
from tests.jobs.bench import later, platform_on

LEASE = QUEUES["flow"].lease_seconds


@pytest.fixture
def platform(settings: Settings, clock: SetClock) -> Platform:
    return platform_on(settings, clock)


@pytest.fixture
def act(platform: Platform) -> Act:
    return system_act(platform)


def put(act: Act, key: str = "need:1:check", **options: str) -> UUID:
    run(lambda: outbox.put(act, "check", key, {"need": "1"}, **options))  # type: ignore[arg-type]  # options are texts
    found: UUID = Outbox.get(Outbox.key == key).id
    return found


def claim(act: Act, room: int = 10) -> list[UUID]:
    return run(lambda: outbox.claim(act.now, "flow", room))


def fail_once(act: Act, job_id: UUID, error: Exception | None = None) -> None:
    job = outbox.pending_job(job_id)
    assert job is not None
    run(lambda: outbox.fail(act, job, error or RuntimeError("no")))


def test_a_row_carries_its_task_its_subject_and_is_due_now(act: Act) -> None:
    row = Outbox.get_by_id(put(act))
    assert (row.task, row.subject, row.payload, row.queue) == ("check", "need:1", {"need": "1"}, "flow")
    assert (row.status, row.due, row.attempts, row.failures) == (OutboxStatus.PENDING, act.now, 0, 0)


def test_a_key_is_taken_once_and_the_transaction_lives_on(act: Act) -> None:
    def twice() -> tuple[bool, bool, bool]:
        first = outbox.put(act, "check", "need:1:check", {})
        second = outbox.put(act, "check", "need:1:check", {})
        return first, second, outbox.put(act, "check", "need:2:check", {})

    assert run(twice) == (True, False, True)
    assert Outbox.select().count() == 2


def test_a_row_of_a_transaction_that_failed_never_was(act: Act) -> None:
    def fails() -> None:
        outbox.put(act, "check", "need:1:check", {})
        raise NotFound

    with pytest.raises(NotFound):
        run(fails)
    assert Outbox.select().count() == 0


def test_a_queue_that_nobody_serves_is_refused(act: Act) -> None:
    with pytest.raises(ValueError, match="slow"):
        outbox.put(act, "check", "need:1:check", {}, queue="slow")


def test_a_row_is_handed_out_when_it_is_due_and_not_before(act: Act, platform: Platform, clock: SetClock) -> None:
    run(lambda: outbox.put(act, "check", "need:1:check", {}, due=act.now + timedelta(seconds=5)))
    assert not outbox.has_due(act.now, "flow")
    assert claim(act) == []
    assert len(claim(later(platform, clock, 5))) == 1


def test_the_oldest_are_claimed_first_and_no_more_than_there_is_room_for(act: Act) -> None:
    ids = [put(act, f"need:{n}:check") for n in range(5)]
    assert claim(act, room=2) == ids[:2]
    assert claim(act, room=9) == ids[2:]
    assert claim(act) == []


def test_a_lease_that_ends_sends_the_row_again(act: Act, platform: Platform, clock: SetClock) -> None:
    job_id = put(act)
    assert claim(act) == [job_id]
    assert claim(later(platform, clock, LEASE - 1)) == []
    assert claim(later(platform, clock, 1)) == [job_id]
    assert Outbox.get_by_id(job_id).attempts == 2


def test_a_settled_row_is_not_sent_again(act: Act, platform: Platform, clock: SetClock) -> None:
    put(act)
    (job_id,) = claim(act)
    job = outbox.pending_job(job_id)
    assert job is not None
    assert run(lambda: outbox.settle(job))
    assert not run(lambda: outbox.settle(job))
    assert outbox.pending_job(job_id) is None
    assert claim(later(platform, clock, LEASE)) == []


def test_relays_that_race_claim_each_row_once(database: Database, act: Act) -> None:
    for n in range(60):
        put(act, f"need:{n}:check")
    claimed: list[list[UUID]] = []
    barrier = threading.Barrier(4)

    def relay() -> None:
        with database.connection_context():
            barrier.wait(10)
            mine: list[UUID] = []
            while outbox.has_due(act.now, "flow"):
                mine += claim(act, room=7)
            claimed.append(mine)

    threads = [threading.Thread(target=relay) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    everything = [one for mine in claimed for one in mine]
    assert len(claimed) == 4
    assert len(everything) == len(set(everything)) == 60


def test_the_pause_after_a_failure_doubles_up_to_half_a_minute(act: Act, clock: SetClock) -> None:
    job_id = put(act)
    fail_once(act, job_id)
    row = Outbox.get_by_id(job_id)
    assert (row.failures, row.due) == (1, act.now + timedelta(seconds=0.4))
    assert [outbox.back_off_seconds(n) for n in (1, 2, 3, 8, 900)] == [0.4, 0.8, 1.6, 30.0, 30.0]


def test_a_failure_is_described_without_its_message(act: Act) -> None:
    job_id = put(act)
    fail_once(act, job_id, ValueError("3171031002990001 is not a person"))
    assert Outbox.get_by_id(job_id).error == "ValueError"
    fail_once(act, job_id, NotFound())
    assert Outbox.get_by_id(job_id).error == "NotFound (NOT_FOUND)"


def test_failures_kill_a_row_and_dispatches_do_not(act: Act, platform: Platform, clock: SetClock) -> None:
    job_id = put(act)
    for _ in range(20):
        assert claim(later(platform, clock, LEASE)) == [job_id]
    for _ in range(QUEUES["flow"].failures_allowed - 1):
        fail_once(act, job_id)
    assert Outbox.get_by_id(job_id).status is OutboxStatus.PENDING
    fail_once(act, job_id)
    assert Outbox.get_by_id(job_id).status is OutboxStatus.DEAD
    assert [row.id for row in listing()] == [job_id]
    assert AuditEntry.get().event == "outbox.died"


def dead(act: Act, key: str = "need:1:check") -> UUID:
    job_id = put(act, key)
    for _ in range(QUEUES["flow"].failures_allowed):
        fail_once(act, job_id)
    return job_id


def test_a_dead_row_is_retried_from_the_start_and_audited(act: Act, platform: Platform, clock: SetClock) -> None:
    job_id = dead(act)
    assert claim(later(platform, clock, 3600)) == []
    then = later(platform, clock, 1)
    (row,) = run(lambda: dead_letters.retry(then, [job_id]))
    assert (row.status, row.failures, row.due) == (OutboxStatus.PENDING, 0, then.now)
    assert claim(then) == [job_id]
    assert [entry.event for entry in AuditEntry.select().order_by(AuditEntry.seq)] == ["outbox.died", "outbox.retried"]
    assert audit.verify_all(platform.keys) == []


def test_a_discarded_row_stays_away_for_good(act: Act, platform: Platform, clock: SetClock) -> None:
    job_id = dead(act)
    run(lambda: dead_letters.discard(act, [job_id], "sent by hand"))
    assert list(listing()) == []
    assert claim(later(platform, clock, 3600)) == []
    with pytest.raises(NotFound):
        run(lambda: dead_letters.retry(act, [job_id]))


def test_of_several_ids_one_that_is_not_dead_refuses_all(act: Act) -> None:
    first, second = dead(act), put(act, "need:2:check")
    with pytest.raises(NotFound) as refused:
        run(lambda: dead_letters.retry(act, [first, second]))
    assert refused.value.path == ("ids", 1)
    assert Outbox.get_by_id(first).status is OutboxStatus.DEAD


def test_the_backlog_counts_what_waits_what_died_and_how_late_it_is(
    act: Act, platform: Platform, clock: SetClock
) -> None:
    put(act, "need:9:check")
    dead(act)
    found = backlog.of_queue("flow", later(platform, clock, 12).now)
    assert (found.pending, found.dead, found.late_seconds) == (1, 1, 12.0)
    assert backlog.of_queue("mail", act.now) == backlog.Backlog(0, 0, 0.0)
