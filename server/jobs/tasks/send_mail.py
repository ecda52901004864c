"""Sends one letter."""

from uuid import UUID

from server.core.act import Act
from server.jobs.registry import Workbench, task
from server.services import letters
from server.services.outbox import Job


def hand_over(act: Act, bench: Workbench, job: Job) -> None:
    """Give the letter to the mailer; the job's key becomes its Message-ID, so that a repeat is seen as one."""
    letter = letters.read(act, UUID(job.payload["mail"]))
    if letter is not None:
        bench.mailer.send(key=job.key, to=letter.to, subject=letter.subject, body=letter.body)


@task(letters.TASK, external=hand_over)
def send_mail(act: Act, job: Job) -> None:
    """Note that it went out."""
    letters.mark_sent(act, UUID(job.payload["mail"]))
