"""taskRelease: give a task back."""

import strawberry

from server.models.workflow_run import Task as TaskRow
from server.policies.permissions import Permission
from server.schema.approvals.types import Task
from server.schema.context import Info
from server.schema.fields import field, input_type
from server.schema.mutation import mutation
from server.schema.nodes import key_of
from server.services.approvals import claim


@input_type
class TaskReleaseInput:
    """A task that the viewer holds."""

    task_id: strawberry.ID = field("The task.")


@mutation(may=Permission.TASK_DECIDE, runs=claim.release, gives=Task)
def task_release(info: Info, input: TaskReleaseInput) -> TaskRow:
    """Give a task back to its queue."""
    return claim.release(info.context.act, key_of(input.task_id, "Task", ("task_id",)))
