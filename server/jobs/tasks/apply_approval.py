"""Carries out what follows from an approval."""

from uuid import UUID

from server.core.act import Act
from server.jobs.registry import task
from server.services.approvals import checks
from server.services.outbox import Job


@task("apply_approval")
def apply_approval(act: Act, job: Job) -> None:
    """Let the subject act on its approval, on the facts of today."""
    checks.apply_approval(act, UUID(job.payload["run"]))
