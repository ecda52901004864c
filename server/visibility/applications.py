"""An application is its applicant's, and that of whoever sees a task of its run."""

from typing import Any

from server.core.act import Act
from server.core.roles import Role
from server.models.application import Application
from server.models.workflow_run import Task
from server.visibility import tasks


def visible(act: Act) -> Any:
    """Return the condition under which the actor may see an application."""
    if act.actor.is_system or act.actor.has_role(Role.AUDITOR):
        return Application.id.is_null(False)
    mine = Application.applicant == act.actor.account_id
    return mine | Application.run.in_(Task.select(Task.run).where(tasks.visible(act)))


def reads_form(act: Act, application: Application) -> bool:
    """Say whether the actor may read the personal values of a visible application: its applicant and its deciders."""
    return application.applicant == act.actor.account_id or not act.actor.has_role(Role.AUDITOR)
