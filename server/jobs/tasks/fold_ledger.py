"""Folds the tail of the ledger into the cube."""

from server.core.act import Act
from server.jobs.registry import task
from server.services import cube
from server.services.outbox import Job


@task(cube.TASK)
def fold_ledger(act: Act, job: Job) -> None:
    """Fold one batch; what is left is due again."""
    cube.fold(act)
