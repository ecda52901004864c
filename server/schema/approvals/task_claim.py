"""taskClaim: take a task."""

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
class TaskClaimInput:
    """A task in one of the viewer's queues."""

    task_id: strawberry.ID = field("The task.")
    expected_version: int = field("The version of it that was read.")


@mutation(may=Permission.TASK_DECIDE, runs=claim.claim, gives=Task)
def task_claim(info: Info, input: TaskClaimInput) -> TaskRow:
    """Take a task for 30 minutes, visibly; claiming one's own again renews it."""
    key = key_of(input.task_id, "Task", ("task_id",))
    return claim.claim(info.context.act, key, input.expected_version)
