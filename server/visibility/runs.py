"""Who sees a run: whoever sees one of its tasks, and the applicant through the application itself."""

from typing import Any

from server.core.act import Act
from server.models.workflow_run import Task, WorkflowRun
from server.visibility import tasks


def visible(act: Act) -> Any:
    """Return the condition under which the actor may see a run and what belongs to it."""
    if act.actor.is_system:
        return WorkflowRun.id.is_null(False)
    return WorkflowRun.id.in_(Task.select(Task.run).where(tasks.visible(act)))
