"""A run, its stages, checks and decisions: for whoever sees one of its tasks, or is the applicant."""

from typing import Any

from peewee import fn

from server.core.act import Act
from server.models.application import Application
from server.models.workflow_run import CheckResult, Decision, RunStage, Task, WorkflowRun
from server.policies.permissions import Permission
from server.policies.permits import permits
from server.visibility import tasks
from server.visibility.scopes import NOTHING


def visible(act: Act) -> Any:
    """Return the condition under which the actor may see a run."""
    return _decided(act, WorkflowRun.id) | _applied(act, WorkflowRun.id)


def stages(act: Act) -> Any:
    """The stages of visible runs: the applicant follows them too."""
    return _decided(act, RunStage.run) | _applied(act, RunStage.run)


def checks(act: Act) -> Any:
    """What the checks found is for the deciders."""
    return _decided(act, CheckResult.run)


def decisions(act: Act) -> Any:
    """Who decided what is for the deciders; the applicant reads outcome and reason on the application."""
    return _decided(act, Decision.run)


# Looked up for each row, not listed: who decides in a whole city sees every task that there ever was.
def _decided(act: Act, run: Any) -> Any:
    return fn.EXISTS(Task.select(Task.id).where(Task.run == run, tasks.visible(act)))


def _applied(act: Act, run: Any) -> Any:
    if not permits(act, Permission.APPLICATION_READ):
        return NOTHING
    own = (Application.applicant == act.actor.account_id) & (Application.run == run)
    return fn.EXISTS(Application.select(Application.id).where(own))
