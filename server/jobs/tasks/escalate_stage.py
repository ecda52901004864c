"""Fires when 150 % of a stage's time are over."""

from uuid import UUID

from server.core.act import Act
from server.jobs.registry import task
from server.services.approvals import overdue
from server.services.outbox import Job


@task("escalate_stage")
def escalate_stage(act: Act, job: Job) -> None:
    """Hand the stage to the queue above."""
    overdue.escalate_stage(act, UUID(job.payload["subject"].partition(":")[2]))
