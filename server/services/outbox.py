"""Durable background work: rows that are committed with what caused them, handed out under a lease, settled once.

The promise, and no stronger: what a transaction put here is run at least once after its commit, and the database
effect of a row happens exactly once, since settling the row is part of that effect's transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import PurePath
from traceback import extract_tb
from typing import Any
from uuid import UUID

from server.core.act import Act
from server.core.dialect import attempt, locked
from server.core.errors import Refusals, Refused
from server.core.ids import new_id
from server.core.queues import QUEUES
from server.models.outbox import Outbox, OutboxStatus
from server.services import audit

_FIRST_BACK_OFF_SECONDS = 0.2
_LONGEST_BACK_OFF_SECONDS = 30.0
_VANISHED = "Vanished: its process ended without a word"


@dataclass(frozen=True, slots=True)
class Job:
    """A pending row, as the task that carries it out sees it. ``key`` is the same at every run.

    ``hand_outs`` counts how often it was handed out. ``is_counted``: the run was counted as failed in advance.
    """

    id: UUID
    task: str
    key: str
    subject: str
    payload: Mapping[str, Any]
    hand_outs: int = 1
    is_counted: bool = False


def put(
    act: Act, task: str, key: str, payload: Mapping[str, object], *, due: datetime | None = None, queue: str = "flow"
) -> bool:
    """Add a job to the caller's transaction; ``False`` when one with this ``key`` was ever added before.

    ``key`` is ``<noun>:<id>:<what>``; its first two parts become the job's subject. ``payload`` holds ids only, as
    JSON values. The job may run from ``due`` on (now, when left out).
    """
    if queue not in QUEUES:
        raise ValueError(f"there is no queue {queue!r}")
    query = Outbox.insert(
        id=new_id(),
        created_at=act.now,
        task=task,
        key=key,
        subject=":".join(key.split(":")[:2]),
        payload=dict(payload),
        queue=queue,
        due=due or act.now,
    )
    return attempt(query) is not None


def has_due(now: datetime, queue: str) -> bool:
    """Say whether a row of ``queue`` may be handed out; a plain read, so that an idle relay writes nothing."""
    return bool(_due(now, queue).exists())


def claim(now: datetime, queue: str, room: int) -> list[UUID]:
    """Lease up to ``room`` due rows of ``queue`` to the caller and return their ids, oldest first.

    Any number of relays may call it at once, each in a transaction of its own: a row goes to one of them. It goes out
    again when its lease ends before it is settled.
    """
    rows = locked(_due(now, queue).order_by(Outbox.due, Outbox.id).limit(room), skip=True)
    ids = [row.id for row in rows]
    if not ids:
        return []
    lease = timedelta(seconds=QUEUES[queue].lease_seconds)
    claimed = (
        Outbox.update(due=now + lease, attempts=Outbox.attempts + 1)
        .where(Outbox.id.in_(ids), Outbox.status == OutboxStatus.PENDING, Outbox.due <= now)
        .returning(Outbox.id)
    )
    mine = {row.id for row in claimed.execute()}
    return [one for one in ids if one in mine]


def pending_job(job_id: UUID) -> Job | None:
    """Return the job, or ``None`` when it is settled or never was."""
    row = Outbox.get_or_none(Outbox.id == job_id, Outbox.status == OutboxStatus.PENDING)
    return None if row is None else Job(row.id, row.task, row.key, row.subject, row.payload, row.attempts)


def begin_again(act: Act, job: Job) -> Job | None:
    """Count a run of a job that was handed out before as failed in advance, until it says otherwise.

    An earlier run may have ended with its process, which leaves no word: a job that kills its process every time dies
    of as many runs as one that raises. Hand-outs alone prove nothing, since the queue server may have lost them.
    ``None`` when it ran too often by now (it is dead) or was settled.
    """
    row = _pending_for_update(job)
    if row is None:
        return None
    if row.failures >= QUEUES[row.queue].failures_allowed:
        _bury(act, row)
        return None
    row.failures += 1
    row.error = row.error or _VANISHED
    row.save(only=[Outbox.failures, Outbox.error])
    return replace(job, is_counted=True)


def end_leases(now: datetime, queue: str) -> int:
    """Make due what was handed out in ``queue``, because the queue server lost it all; return how many rows.

    A row that waits after a failure may be among them: it is tried a little early.
    """
    lease = timedelta(seconds=QUEUES[queue].lease_seconds)
    handed_out = (Outbox.status == OutboxStatus.PENDING, Outbox.queue == queue, Outbox.attempts > 0)
    ended = Outbox.update(due=now).where(*handed_out, Outbox.due > now, Outbox.due <= now + lease)
    return int(ended.execute())


def settle(job: Job) -> bool:
    """Mark the job as done, first in the transaction of its effect; ``False`` when another run was faster."""
    in_advance = 1 if job.is_counted else 0
    query = Outbox.update(status=OutboxStatus.DONE, error=None, failures=Outbox.failures - in_advance)
    return bool(query.where(Outbox.id == job.id, Outbox.status == OutboxStatus.PENDING).execute())


def fail(act: Act, job: Job, error: Exception) -> None:
    """Count a run that raised: the job is due again after a pause that doubles, or dead when it failed too often."""
    row = _pending_for_update(job)
    if row is None:
        return
    row.failures += 0 if job.is_counted else 1
    row.error = described(error)
    row.due = act.now + timedelta(seconds=back_off_seconds(row.failures))
    row.save(only=[Outbox.failures, Outbox.error, Outbox.due])
    if row.failures >= QUEUES[row.queue].failures_allowed:
        _bury(act, row)


def back_off_seconds(failures: int) -> float:
    """Return the pause after the ``failures``-th failure."""
    return min(_LONGEST_BACK_OFF_SECONDS, _FIRST_BACK_OFF_SECONDS * 2.0 ** min(failures, 16))


def described(error: Exception) -> str:
    """Return what failed and where: the kind of error and the line, but not its message, which may quote a person."""
    frames = extract_tb(error.__traceback__)
    where = f" at {PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    refused = error.refused if isinstance(error, Refusals) else (error,) if isinstance(error, Refused) else ()
    codes = ", ".join(one.code for one in refused)
    return f"{type(error).__name__}{f' ({codes})' if codes else ''}{where}"[:300]


def _pending_for_update(job: Job) -> Outbox | None:
    found: Outbox | None = locked(
        Outbox.select().where(Outbox.id == job.id, Outbox.status == OutboxStatus.PENDING)
    ).first()
    return found


def _bury(act: Act, row: Outbox) -> None:
    row.status = OutboxStatus.DEAD
    row.save(only=[Outbox.status])
    facts = {"task": row.task, "subject": row.subject, "failures": row.failures, "error": row.error}
    audit.record(act, f"outbox:{row.id}", "outbox.died", facts)


def _due(now: datetime, queue: str) -> Any:
    return Outbox.select(Outbox.id).where(
        Outbox.status == OutboxStatus.PENDING, Outbox.queue == queue, Outbox.due <= now
    )
