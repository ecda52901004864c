"""One run of one row: settled with its effect or not at all, and what fails comes again."""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest

from server.core.act import Act, system_act
from server.core.clock import SetClock
from server.core.db import database
from server.core.errors import NotFound
from server.core.platform import Platform
from server.core.queues import QUEUES
from server.core.settings import Settings
from server.jobs import registry
from server.jobs.registry import TASKS, Task, Workbench
from server.jobs.run_outbox import equip, run_outbox
from server.models.audit_entry import AuditEntry
from server.models.mail import Mail
from server.models.outbox import Outbox, OutboxStatus
from server.services import audit, letters, outbox
from server.services.outbox import Job
from server.services.transaction import run
from tests.jobs.bench import Outbound, later, platform_on


@dataclass
class Steps:
    """A task whose steps are counted and may raise."""

    outside: list[str] = field(default_factory=list)
    fails_outside: Exception | None = None
    fails_inside: BaseException | None = None

    def external(self, _act: Act, _bench: Workbench, job: Job) -> None:
        self.outside.append(job.key)
        if self.fails_outside is not None:
            raise self.fails_outside

    def effect(self, act: Act, job: Job) -> None:
        audit.record(act, job.subject, "test.effect")
        outbox.put(act, "next", f"{job.subject}:next", {})
        if self.fails_inside is not None:
            raise self.fails_inside


@pytest.fixture
def mailer() -> Outbound:
    return Outbound()


@pytest.fixture
def platform(settings: Settings, clock: SetClock, mailer: Outbound) -> Platform:
    platform = platform_on(settings, clock)
    equip(Workbench(platform, mailer))
    return platform


@pytest.fixture
def act(platform: Platform) -> Act:
    return system_act(platform)


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Steps:
    steps = Steps()
    monkeypatch.setitem(TASKS, "test_steps", Task("test_steps", steps.effect, steps.external))
    return steps


def perform(job_id: UUID) -> str:
    """Run the job as the worker does; it closes the connection that it finds, so the test opens its own again."""
    try:
        return run_outbox(str(job_id))
    finally:
        database.connect(reuse_if_open=True)


def put(act: Act, task: str = "test_steps") -> UUID:
    run(lambda: outbox.put(act, task, "need:1:steps", {}))
    found: UUID = Outbox.get(Outbox.task == task).id
    return found


def test_the_effect_its_audit_and_the_next_job_are_committed_with_the_row(act: Act, steps: Steps) -> None:
    job_id = put(act)
    assert perform(job_id) == "done"
    assert Outbox.get_by_id(job_id).status is OutboxStatus.DONE
    assert AuditEntry.get().event == "test.effect"
    assert Outbox.get(Outbox.task == "next").subject == "need:1"
    assert steps.outside == ["need:1:steps"]


def test_a_second_run_does_nothing(act: Act, steps: Steps) -> None:
    job_id = put(act)
    perform(job_id)
    assert perform(job_id) == "settled"
    assert len(steps.outside) == AuditEntry.select().count() == 1


def test_a_row_that_never_was_is_no_trouble(platform: Platform) -> None:
    assert perform(uuid4()) == "settled"


@pytest.mark.parametrize("error", [RuntimeError("bug"), NotFound()])
def test_a_failing_effect_leaves_nothing_behind_but_the_failure(act: Act, steps: Steps, error: Exception) -> None:
    job_id = put(act)
    steps.fails_inside = error
    assert perform(job_id) == "failed"
    row = Outbox.get_by_id(job_id)
    assert (row.status, row.failures) == (OutboxStatus.PENDING, 1)
    assert row.due > act.now
    assert (row.error or "").startswith(type(error).__name__)
    assert AuditEntry.select().count() == 0
    assert Outbox.select().count() == 1
    steps.fails_inside = None
    assert perform(job_id) == "done"
    assert Outbox.get_by_id(job_id).error is None
    assert steps.outside == ["need:1:steps"] * 2


def test_a_failing_external_call_never_reaches_the_effect(act: Act, steps: Steps) -> None:
    job_id = put(act)
    steps.fails_outside = OSError("no route")
    assert perform(job_id) == "failed"
    assert AuditEntry.select().count() == 0


class Vanished(BaseException):
    """Stands for the death of the process: nothing that the job does notes it."""


def hand_out_again(platform: Platform, clock: SetClock) -> None:
    act = later(platform, clock, QUEUES["flow"].lease_seconds)
    assert len(run(lambda: outbox.claim(act.now, "flow", 10))) == 1


def test_a_job_that_kills_its_process_every_time_becomes_a_dead_letter(
    act: Act, platform: Platform, clock: SetClock, steps: Steps
) -> None:
    job_id = put(act)
    steps.fails_inside = Vanished()
    allowed = QUEUES["flow"].failures_allowed
    for _ in range(allowed + 1):
        hand_out_again(platform, clock)
        with pytest.raises(Vanished):
            perform(job_id)
    assert Outbox.get_by_id(job_id).status is OutboxStatus.PENDING
    hand_out_again(platform, clock)
    assert perform(job_id) == "settled"
    row = Outbox.get_by_id(job_id)
    assert (row.status, row.failures) == (OutboxStatus.DEAD, allowed)
    assert (row.error or "").startswith("Vanished")
    assert [entry.event for entry in AuditEntry.select()] == ["outbox.died"]
    assert len(steps.outside) == allowed + 1


def test_hand_outs_that_never_ran_count_for_nothing(
    act: Act, platform: Platform, clock: SetClock, steps: Steps
) -> None:
    job_id = put(act)
    for _ in range(3 * QUEUES["flow"].failures_allowed):
        hand_out_again(platform, clock)
    assert perform(job_id) == "done"
    assert Outbox.get_by_id(job_id).failures == 0


def test_a_run_that_raises_is_counted_once_also_when_it_is_a_repeat(
    act: Act, platform: Platform, clock: SetClock, steps: Steps
) -> None:
    job_id = put(act)
    steps.fails_inside = RuntimeError("no")
    for run_number in (1, 2, 3):
        hand_out_again(platform, clock)
        assert perform(job_id) == "failed"
        assert Outbox.get_by_id(job_id).failures == run_number


def test_a_task_that_nobody_knows_waits_for_a_newer_worker(act: Act) -> None:
    job_id = put(act, "from_the_future")
    assert perform(job_id) == "failed"
    assert (Outbox.get_by_id(job_id).error or "").startswith("UnknownTask")


def test_a_task_cannot_take_the_name_of_another(steps: Steps) -> None:
    with pytest.raises(ValueError, match="test_steps"):
        registry.task("test_steps")(steps.effect)


def test_a_letter_is_sent_once_with_the_key_of_its_row_and_forgotten(act: Act, mailer: Outbound) -> None:
    run(lambda: letters.send_to(act, "ani@ksbb.example", "en", "TEST_LETTER", token="t0ken"))
    row = Outbox.get()
    assert row.queue == "mail"
    assert "t0ken" not in str(row.payload)
    assert b"t0ken" not in bytes(Mail.get().sealed or b"")
    mailer.trouble = OSError("no route")
    assert perform(row.id) == "failed"
    assert Mail.get().sealed is not None
    mailer.trouble = None
    assert perform(row.id) == "done"
    assert [(one["key"], one["to"]) for one in mailer.sent] == [(row.key, "ani@ksbb.example")]
    mail = Mail.get()
    assert (mail.sealed, mail.sent_at) == (None, act.now)
