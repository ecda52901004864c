"""Forgets sessions, failures and mailed tokens that have run out."""

from server.core.act import Act
from server.jobs.registry import task
from server.services.outbox import Job
from server.services.sessions import tidy


@task(tidy.TASK)
def forget_expired(act: Act, job: Job) -> None:
    """Do it."""
    tidy.forget_expired(act)
