"""Fires when an applicant's time to answer is over."""

from uuid import UUID

from server.core.act import Act
from server.jobs.registry import task
from server.services.approvals import overdue
from server.services.outbox import Job


@task("expire_run")
def expire_run(act: Act, job: Job) -> None:
    """End the run."""
    overdue.expire_run(act, UUID(job.payload["subject"].partition(":")[2]))
