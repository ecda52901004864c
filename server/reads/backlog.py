"""How far the background work is behind, for ``ksbb doctor`` and the administrators' page."""

from dataclasses import dataclass
from datetime import datetime

from peewee import fn

from server.models.outbox import Outbox, OutboxStatus


@dataclass(frozen=True, slots=True)
class Backlog:
    """``late_seconds`` is how long the longest waiting due job of the queue has been due; 0 when none is."""

    pending: int
    dead: int
    late_seconds: float


def of_queue(queue: str, now: datetime) -> Backlog:
    """Count the jobs of ``queue``."""

    def count(status: OutboxStatus) -> int:
        return int(Outbox.select().where(Outbox.queue == queue, Outbox.status == status).count())

    oldest = (
        Outbox.select(fn.MIN(Outbox.due))
        .where(Outbox.queue == queue, Outbox.status == OutboxStatus.PENDING, Outbox.due <= now)
        .scalar()
    )
    since = Outbox.due.python_value(oldest)
    late = (now - since).total_seconds() if since else 0.0
    return Backlog(count(OutboxStatus.PENDING), count(OutboxStatus.DEAD), late)
