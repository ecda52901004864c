"""A run, its stages, checks and decisions: for whoever sees one of its tasks, or is the applicant."""

from typing import Any

from server.core.act import Act
from server.models.application import Application
from server.models.workflow_run import CheckResult, Decision, RunStage, Task, WorkflowRun
from server.policies.permissions import Permission
from server.policies.permits import permits
from server.visibility import tasks
from server.visibility.scopes import NOTHING


def visible(act: Act) -> Any:
    """Return the condition under which the actor may see a run."""
    return WorkflowRun.id.in_(_decided(act)) | WorkflowRun.id.in_(_applied(act))


def stages(act: Act) -> Any:
    """The stages of visible runs: the applicant follows them too."""
    return RunStage.run.in_(_decided(act)) | RunStage.run.in_(_applied(act))


def checks(act: Act) -> Any:
    """What the checks found is for the deciders."""
    return CheckResult.run.in_(_decided(act))


def decisions(act: Act) -> Any:
    """Who decided what is for the deciders; the applicant reads outcome and reason on the application."""
    return Decision.run.in_(_decided(act))


def _decided(act: Act) -> Any:
    return Task.select(Task.run).where(tasks.visible(act))


def _applied(act: Act) -> Any:
    is_readable = permits(act, Permission.APPLICATION_READ)
    mine = (Application.applicant == act.actor.account_id) & Application.run.is_null(False) if is_readable else NOTHING
    return Application.select(Application.run).where(mine)
