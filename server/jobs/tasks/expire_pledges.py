"""Ends the pledges whose time has come."""

from server.core.act import Act
from server.jobs.registry import task
from server.services.outbox import Job
from server.services.pledges import expiring


@task(expiring.TASK)
def expire_pledges(act: Act, job: Job) -> None:
    """End one batch; what is left is due again."""
    expiring.expire_all(act)
