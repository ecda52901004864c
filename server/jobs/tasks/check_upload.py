"""Checks one file in quarantine."""

from uuid import UUID

from server.core.act import Act
from server.jobs.registry import Workbench, task
from server.services.outbox import Job
from server.services.transaction import run
from server.services.uploads import check
from server.services.uploads.receive import TASK


def look(act: Act, bench: Workbench, job: Job) -> None:
    """Inspect and conclude; before the job's own transaction, which decoding a picture would hold for too long."""
    upload_id = UUID(job.payload["upload"])
    verdict = check.inspect(bench.platform, upload_id)
    if verdict is not None:
        run(lambda: check.conclude(act, upload_id, verdict))


@task(TASK, external=look)
def check_upload(act: Act, job: Job) -> None:
    """Let go of the bytes of a rejected file."""
    check.discard_rejected(act, UUID(job.payload["upload"]))
