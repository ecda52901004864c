"""taskDecide: decide a task."""

import strawberry

from server.models.workflow_run import Task as TaskRow
from server.policies.permissions import Permission
from server.schema.approvals.types import Task
from server.schema.context import Info
from server.schema.fields import field, idempotency_key, input_type, optional
from server.schema.mutation import mutation
from server.schema.nodes import key_of
from server.services.approvals import decide
from server.workflows.state import DecisionKind


@input_type
class TaskDecideInput:
    """One word on one task. A rejection gives `reasonCode` and `reason`, a return the `askedFields`."""

    task_id: strawberry.ID = field("The task.")
    expected_version: int = field("The version of it that was read.")
    decision: DecisionKind = field("What is said.")
    reason_code: str | None = optional("Why, as a code.")
    reason: str | None = optional("Why, in words that the applicant reads.")
    asked_fields: list[str] | None = optional("The fields that the applicant is asked to change.")
    idempotency_key: str | None = idempotency_key()


@mutation(may=Permission.TASK_DECIDE, runs=decide.decide, gives=Task)
def task_decide(info: Info, input: TaskDecideInput) -> TaskRow:
    """Decide: approve, return for changes, reject, escalate or abstain. Needs the second factor."""
    word = decide.Word(
        task=key_of(input.task_id, "Task", ("task_id",)),
        expected_version=input.expected_version,
        kind=input.decision,
        reason_code=input.reason_code or None,
        reason=input.reason or None,
        asked_fields=frozenset(input.asked_fields or ()),
    )
    return decide.decide(info.context.act, word)
