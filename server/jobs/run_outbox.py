"""The only function that RQ may call: it carries out one row of the outbox."""

import logging
from functools import partial
from uuid import UUID

from server.core.act import Act, system_act
from server.core.db import database
from server.jobs import tasks
from server.jobs.registry import Task, Workbench, task_named
from server.services import outbox, subjects
from server.services.approvals.running import load_calendar
from server.services.outbox import Job
from server.services.transaction import run

# Loaded for what they register: the tasks, and the subjects that approvals are about.
__all__ = ["equip", "run_outbox", "subjects", "tasks"]
log = logging.getLogger(__name__)
_bench: list[Workbench] = []


def equip(bench: Workbench) -> None:
    """Give the process its workbench, once, before it takes jobs (a forked child inherits it, and the calendar)."""
    _bench[:] = [bench]
    load_calendar(bench.platform)


def run_outbox(outbox_id: str) -> str:
    """Run the row's task; return ``done``, ``settled`` (there was nothing to do) or ``failed`` (it will be due again).

    Raises only when the failure itself could not be written, say because the database is away; the lease then ends
    and the row goes out again.
    """
    (bench,) = _bench
    with database.connection_context():
        act = system_act(bench.platform, request_id=f"job:{outbox_id}")
        job = outbox.pending_job(UUID(outbox_id))
        if job is not None and job.hand_outs > 1:
            job = run(partial(outbox.begin_again, act, job))
        if job is None:
            return "settled"
        try:
            task = task_named(job.task)
            if task.external is not None:
                task.external(act, bench, job)
            return run(lambda: _carry_out(act, task, job))
        except Exception as error:
            log.warning("%s for %s failed", job.task, job.subject, exc_info=True)
            _note(bench, job, error)
            return "failed"


def _carry_out(act: Act, task: Task, job: Job) -> str:
    # Settled first: the row's lock makes a second run of the same job wait here until this one commits.
    if not outbox.settle(job):
        return "settled"
    task.effect(act, job)
    return "done"


def _note(bench: Workbench, job: Job, error: Exception) -> None:
    # A new act: the run may have lasted, and the pause counts from now.
    act = system_act(bench.platform, request_id=f"job:{job.id}")
    run(lambda: outbox.fail(act, job, error))
