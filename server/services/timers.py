"""Deadlines as rows: armed in the transaction that needs them, fired by any number of sweepers."""

from datetime import datetime
from typing import Any

from server.core.act import Act
from server.core.dialect import attempt, locked
from server.core.ids import new_id
from server.models.outbox import Outbox
from server.models.timer import Timer

_BATCH = 100


def arm(act: Act, kind: str, subject: str, due: datetime) -> None:
    """Have the task ``kind`` run for ``subject`` (``<noun>:<id>``) at ``due``; moves a timer that already waits."""
    waiting = Timer.update(due=due).where(*_waiting(kind, subject))
    if waiting.execute():
        return
    timer = Timer.insert(id=new_id(), created_at=act.now, kind=kind, subject=subject, due=due)
    if attempt(timer) is None:
        # A twin armed the same timer in between: the last word counts.
        waiting.execute()


def cancel(kind: str, subject: str) -> bool:
    """Take back the timer of this kind that waits for ``subject``; ``False`` when none does (any more)."""
    return bool(Timer.delete().where(*_waiting(kind, subject)).execute())


def has_due(now: datetime) -> bool:
    """Say whether a timer should have fired; a plain read."""
    return bool(_due(now).exists())


def fire_due(act: Act) -> int:
    """Turn timers that are due into jobs, a batch at a time, in one transaction; return how many fired.

    The task finds ``{"subject": …}`` in its payload. A timer fires once, however many sweepers look at it.
    """
    fired = 0
    for timer in list(locked(_due(act.now).order_by(Timer.due, Timer.id).limit(_BATCH), skip=True)):
        mine = Timer.update(fired_at=act.now).where(
            Timer.id == timer.id, Timer.fired_at.is_null(), Timer.due == timer.due
        )
        if not mine.execute():
            continue
        Outbox.create(
            created_at=act.now,
            task=timer.kind,
            key=f"timer:{timer.id}:fire",
            subject=timer.subject,
            payload={"subject": timer.subject},
            queue="flow",
            due=act.now,
        )
        fired += 1
    return fired


def _waiting(kind: str, subject: str) -> tuple[Any, ...]:
    return (Timer.kind == kind, Timer.subject == subject, Timer.fired_at.is_null())


def _due(now: datetime) -> Any:
    return Timer.select().where(Timer.fired_at.is_null(), Timer.due <= now)
