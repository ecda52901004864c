"""Carries out the automatic checks of one stage."""

from uuid import UUID

from server.core.act import Act
from server.jobs.registry import task
from server.services.approvals import checks
from server.services.outbox import Job


@task("run_checks")
def run_checks(act: Act, job: Job) -> None:
    """Look, and tell the run what was found."""
    asked = job.payload
    checks.run_checks(act, UUID(asked["run"]), asked["stage"], asked["round"], asked["checks"])
