"""Carries out jobs as the workers would, in this process."""

from functools import partial

from server.core.act import Act, system_act
from server.core.platform import Platform
from server.jobs import tasks
from server.jobs.registry import task_named
from server.models.outbox import Outbox, OutboxStatus
from server.services import outbox
from server.services.outbox import Job
from server.services.transaction import run

__all__ = ["run_due", "tasks"]


def run_due(platform: Platform, queue: str = "flow") -> list[str]:
    """Run what is due in ``queue``, and what that causes, until nothing is; return the names of the tasks run.

    A task that raises fails the test: errors are for the tests of jobs.
    """
    done: list[str] = []
    while True:
        act = system_act(platform)
        row = (
            Outbox.select()
            .where(Outbox.status == OutboxStatus.PENDING, Outbox.queue == queue, Outbox.due <= act.now)
            .order_by(Outbox.due, Outbox.id)
            .first()
        )
        if row is None:
            return done
        job = outbox.pending_job(row.id)
        assert job is not None

        run(partial(_carry_out, act, job))
        done.append(job.task)
        assert len(done) < 1000, "the jobs cause each other without end"


def _carry_out(act: Act, job: Job) -> None:
    assert outbox.settle(job)
    task_named(job.task).effect(act, job)
