"""Looks at runs again when people come or leave: no stage hangs in a queue that nobody serves (PRODUCT §4)."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from server.core.act import Act
from server.core.dialect import in_subtree
from server.core.errors import NotFound
from server.core.roles import DECIDERS
from server.models.grant import Grant
from server.models.workflow_run import Task
from server.services import outbox
from server.services.approvals.queueing import LIVE
from server.services.approvals.running import Situation, command
from server.workflows import engine
from server.workflows.outcome import Outcome
from server.workflows.refusals import RunClosed

ALL = "reassess_runs"
ONE = "reassess_run"
_SKEW = timedelta(seconds=2)
"""A worker's clock may be behind: a grant looked at when its period turns must have turned."""


def when_given(act: Act, grant: Grant) -> None:
    """Have the runs that ``grant`` concerns looked at again when it begins to hold and when it ends."""
    if grant.role not in DECIDERS:
        return
    if grant.valid_from > act.now:
        _ask(act, grant, "begun", due=grant.valid_from + _SKEW)
    elif concerned(grant).exists():
        _ask(act, grant, "begun")
    if grant.valid_to is not None:
        _ask(act, grant, "over", due=grant.valid_to + _SKEW)


def when_taken(act: Act, grant: Grant) -> None:
    """Have the runs that ``grant`` concerned looked at again, since it or its account counts no more."""
    if grant.role in DECIDERS and concerned(grant).exists():
        _ask(act, grant, "taken")


def reassess_all(act: Act, grant_id: UUID, key: str) -> None:
    """Ask for a job for each run that the grant concerns; ``key`` tells this look from others."""
    for task in concerned(Grant.get_by_id(grant_id)):
        outbox.put(act, ONE, f"run:{task.run_id}:reassess:{key}", {"run": str(task.run_id)})


def reassess_run(act: Act, run_id: UUID) -> None:
    """Make the queues of a run agree with who can decide it now."""
    try:
        command(act, run_id, lambda situation: _look(act, situation))
    except (RunClosed, NotFound):
        return


def concerned(grant: Grant) -> Any:
    """Return the waiting tasks, one for each run, that the coming or going of ``grant`` may change."""
    found = Task.select(Task.run).where(Task.state.in_(LIVE), (Task.role == grant.role) | Task.is_vacant)
    if grant.area is not None:
        found = found.where(in_subtree(Task.area, grant.area))
    return (found if grant.sector is None else found.where(Task.sector == grant.sector)).distinct().order_by(Task.run)


def _ask(act: Act, grant: Grant, what: str, due: datetime | None = None) -> None:
    outbox.put(act, ALL, f"grant:{grant.id}:{what}", {"grant": str(grant.id)}, due=due)


def _look(act: Act, situation: Situation) -> Outcome:
    return engine.reassess(situation.workflow, situation.run, situation.facts, act.now, situation.calendar)
