"""Looks at one run again because people came or left."""

from uuid import UUID

from server.core.act import Act
from server.jobs.registry import task
from server.services.approvals import reassess
from server.services.outbox import Job


@task(reassess.ONE)
def reassess_run(act: Act, job: Job) -> None:
    """Make its queues agree with who can decide it now."""
    reassess.reassess_run(act, UUID(job.payload["run"]))
