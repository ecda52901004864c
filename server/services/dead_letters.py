"""Jobs that failed too often: a person has them tried again, or lets them go. Listed by ``reads.dead_letters``."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from server.core.act import Act
from server.core.dialect import locked
from server.core.errors import NotFound
from server.core.verbs import verb
from server.models.outbox import Outbox, OutboxStatus
from server.services import audit


@verb()
def retry(act: Act, ids: Sequence[UUID]) -> list[Outbox]:
    """Make dead jobs pending again, due now, with no failure counted; refuse ``NotFound`` when one is not dead."""
    return [_revive(act, row) for row in _dead(ids)]


@verb()
def discard(act: Act, ids: Sequence[UUID], reason: str) -> list[Outbox]:
    """Give dead jobs up for good, with a reason for the audit; refuse ``NotFound`` when one is not dead."""
    return [_give_up(act, row, reason) for row in _dead(ids)]


def _dead(ids: Sequence[UUID]) -> list[Outbox]:
    wanted = sorted(set(ids))
    query: Any = Outbox.select().where(Outbox.id.in_(wanted), Outbox.status == OutboxStatus.DEAD).order_by(Outbox.id)
    found = list(locked(query))
    missing = set(wanted) - {row.id for row in found}
    if missing:
        raise NotFound(path=("ids", min(place for place, one in enumerate(ids) if one in missing)))
    return found


def _revive(act: Act, row: Outbox) -> Outbox:
    failures, row.failures = row.failures, 0
    row.status, row.due = OutboxStatus.PENDING, act.now
    row.save(only=[Outbox.status, Outbox.due, Outbox.failures])
    audit.record(act, f"outbox:{row.id}", "outbox.retried", {"task": row.task, "failures": failures})
    return row


def _give_up(act: Act, row: Outbox, reason: str) -> Outbox:
    row.status = OutboxStatus.DISCARDED
    row.save(only=[Outbox.status])
    audit.record(act, f"outbox:{row.id}", "outbox.discarded", {"task": row.task, "reason": reason})
    return row
