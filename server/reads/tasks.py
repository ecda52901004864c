"""Queries over tasks and runs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from server.core.act import Act
from server.models.workflow_run import Task, TaskState
from server.reads.paging import Key, Ordering, instant
from server.visibility import tasks as visibility

BY_DUE = Ordering("due", (Key(Task.due_at, instant, nullable=True), Key(Task.id, lambda text: UUID(hex=text))))
"""The most urgent first; tasks without a deadline last."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tasks: ``mine`` = claimed by the actor, ``unclaimed`` = free to take, ``overdue`` = due before now."""

    mine: bool = False
    unclaimed: bool = False
    overdue: bool = False
    kind: str | None = None


def listing(act: Act, wanted: Wanted) -> Any:
    """Return the tasks that wait, as the actor may see them."""
    found = Task.select().where(Task.state.in_([TaskState.OPEN, TaskState.CLAIMED]), visibility.visible(act))
    if wanted.mine:
        found = found.where(Task.claimed_by == act.actor.account_id, Task.claim_expires_at > act.now)
    if wanted.unclaimed:
        found = found.where(_free(act.now))
    if wanted.overdue:
        found = found.where(Task.due_at < act.now)
    return found if wanted.kind is None else found.where(Task.kind == wanted.kind)


def _free(now: datetime) -> Any:
    return (Task.state == TaskState.OPEN) | (Task.claim_expires_at <= now)
