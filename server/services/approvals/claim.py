"""Claims: who works on a task is visible to the others, and ends by itself."""

from datetime import timedelta
from uuid import UUID

from server.core.act import Act
from server.core.dialect import locked
from server.core.errors import NotFound, VersionConflict
from server.core.verbs import verb
from server.models.workflow_run import Task, TaskState
from server.policies.permissions import Permission
from server.policies.permits import require
from server.policies.predicates import Case as PolicyCase
from server.services import audit
from server.services.approvals.queueing import LIVE
from server.services.approvals.refusals import TaskClaimed, TaskClosed
from server.visibility import tasks as visibility

CLAIM_LASTS = timedelta(minutes=30)


@verb(refuses=(TaskClaimed, TaskClosed, VersionConflict))
def claim(act: Act, task_id: UUID, expected_version: int) -> Task:
    """Take a task for 30 minutes; claiming one's own again renews it."""
    task = task_for_update(act, task_id)
    require_version(task, expected_version)
    require_free(act, task)
    changed = {
        "state": TaskState.CLAIMED,
        "claimed_by": act.actor.account_id,
        "claim_expires_at": act.now + CLAIM_LASTS,
        "version": Task.version + 1,
    }
    Task.update(**changed).where(Task.id == task.id).execute()
    audit.record(act, f"run:{task.run_id}", "task.claimed", {"task": task.id})
    return Task.get_by_id(task.id)


@verb(refuses=(TaskClaimed, TaskClosed))
def release(act: Act, task_id: UUID) -> Task:
    """Give a task back to the queue; one that nobody holds is returned as it is."""
    task = task_for_update(act, task_id)
    require_free(act, task)
    if task.state is TaskState.CLAIMED:
        back = {"state": TaskState.OPEN, "claimed_by": None, "claim_expires_at": None, "version": Task.version + 1}
        Task.update(**back).where(Task.id == task.id).execute()
        audit.record(act, f"run:{task.run_id}", "task.released", {"task": task.id})
    return Task.get_by_id(task.id)


def task_for_update(act: Act, task_id: UUID) -> Task:
    """Return the task, locked, when the actor sees it and may decide such tasks; ``NotFound`` otherwise."""
    task: Task | None = locked(Task.select().where(Task.id == task_id, visibility.visible(act))).first()
    if task is None:
        raise NotFound(path=("task_id",))
    require(act, Permission.TASK_DECIDE, PolicyCase(task.area, task.sector))
    return task


def require_version(task: Task, expected: int) -> None:
    """Refuse when the client looked at an older state of the task."""
    if task.version != expected:
        raise VersionConflict(path=("expected_version",), current_version=task.version)


def require_free(act: Act, task: Task) -> None:
    """Refuse a closed task, and one that somebody else holds at this moment."""
    if task.state not in LIVE:
        raise TaskClosed(path=("task_id",), state=task.state.value)
    held = task.state is TaskState.CLAIMED and task.claimed_by != act.actor.account_id
    if held and task.claim_expires_at is not None and task.claim_expires_at > act.now:
        raise TaskClaimed(path=("task_id",), until=task.claim_expires_at)
