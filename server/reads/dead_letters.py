"""Jobs that failed too often and wait for a person."""

from typing import Any

from server.models.outbox import Outbox, OutboxStatus


def listing() -> Any:
    """Return the dead jobs, oldest first, as a select."""
    return Outbox.select().where(Outbox.status == OutboxStatus.DEAD).order_by(Outbox.created_at, Outbox.id)
