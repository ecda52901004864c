"""Asks for a look at each run that a grant concerns."""

from uuid import UUID

from server.core.act import Act
from server.jobs.registry import task
from server.services.approvals import reassess
from server.services.outbox import Job


@task(reassess.ALL)
def reassess_runs(act: Act, job: Job) -> None:
    """One job for each run, so that none holds the others' locks."""
    reassess.reassess_all(act, UUID(job.payload["grant"]), str(job.id))
