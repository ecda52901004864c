"""An application is its applicant's, and that of whoever sees a task of its run."""

from typing import Any

from peewee import fn

from server.core.act import Act
from server.core.roles import Role
from server.models.application import Application, ApplicationDocument
from server.models.upload import Upload
from server.models.workflow_run import Task
from server.policies.permissions import Permission
from server.policies.permits import permits
from server.visibility import tasks
from server.visibility.scopes import EVERYTHING, NOTHING
from server.visibility.uploads import SHOWN_BY


def visible(act: Act) -> Any:
    """Return the condition under which the actor may see an application."""
    if act.actor.is_system:
        return EVERYTHING
    if not permits(act, Permission.APPLICATION_READ):
        return NOTHING
    # An application lies in no area and no sector, so that only an auditor of the whole city sees those without tasks.
    if act.actor.holds(Role.AUDITOR):
        return EVERYTHING
    mine = Application.applicant == act.actor.account_id
    return mine | fn.EXISTS(Task.select(Task.id).where(Task.run == Application.run, tasks.visible(act)))


def reads_form(act: Act, application: Application) -> bool:
    """Say whether the actor may read the personal values of a visible application: its applicant and its deciders."""
    return application.applicant == act.actor.account_id or not act.actor.has_role(Role.AUDITOR)


def documents(act: Act) -> Any:
    """The documents of visible applications."""
    return ApplicationDocument.application.in_(Application.select(Application.id).where(visible(act)))


def uploads(act: Act) -> Any:
    """The files attached to applications whose personal values the actor may read."""
    if act.actor.has_role(Role.AUDITOR):
        return Upload.id.is_null()
    return Upload.id.in_(ApplicationDocument.select(ApplicationDocument.upload).where(documents(act)))


SHOWN_BY.append(uploads)
