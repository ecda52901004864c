"""Counts what became of every promise, once all is quiet."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from peewee import fn

from server.core.db import database
from server.core.dialect import is_sqlite
from server.core.platform import Platform
from server.models.application import Application, ApplicationState
from server.models.audit_entry import AuditEntry
from server.models.collaborator import Collaborator
from server.models.membership import Membership
from server.models.outbox import Outbox, OutboxStatus
from server.models.timer import Timer
from server.models.workflow_run import Decision, Task, TaskState, WorkflowRun
from server.services import audit
from server.workflows.state import RunStatus
from tests.chaos.promises import Promises, Word

DISPATCHES_PER_ROW = 1.2
_DECISIONS_EACH = 3
_LONG = 400


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the verdict."""

    what: str
    found: object
    wanted: object
    holds: bool


def judge(platform: Platform, workflows: int, promises: Promises, *, may_fault: bool = False) -> list[Finding]:
    """Return everything that was promised beside what is there; reads only.

    ``may_fault``: the database itself was struck, so that the server had to blame itself now and then.
    """
    with database.connection_context():
        return [
            *_ends(workflows),
            *_effects(workflows),
            *_decisions(workflows, promises),
            Finding("answers that blame the server", len(promises.faults), *_unless(may_fault, not promises.faults)),
            *_jobs(_most_dispatches(workflows)),
            _equal("broken audit chains", len(audit.verify_all(platform.keys)), 0),
            _integrity(),
        ]


def _ends(workflows: int) -> Iterator[Finding]:
    approved = Application.state == ApplicationState.APPROVED
    yield _equal("applications approved", Application.select().where(approved).count(), workflows)
    runs = WorkflowRun.select().where(WorkflowRun.state == RunStatus.APPROVED.value)
    yield _equal("runs approved", runs.count(), workflows)
    yield _equal("runs in all", WorkflowRun.select().count(), workflows)
    waiting = Task.select().where(Task.state.in_([TaskState.OPEN, TaskState.CLAIMED]))
    yield _equal("tasks left open", waiting.count(), 0)
    left = Timer.select().where(Timer.kind == "escalate_stage", Timer.fired_at.is_null())
    yield _equal("deadlines left armed", left.count(), 0)


def _effects(workflows: int) -> Iterator[Finding]:
    held = Application.select(fn.COUNT(fn.DISTINCT(Application.collaborator))).scalar()
    yield _equal("collaborators that an application led to", held, workflows)
    yield _equal("collaborators in all", Collaborator.select().count(), workflows)
    yield _equal("memberships in all", Membership.select().count(), workflows)
    members = Membership.select(fn.COUNT(fn.DISTINCT(Membership.collaborator))).scalar()
    yield _equal("collaborators with a member", members, workflows)
    for event in ("run.started", "run.concluded", "application.approved", "collaborator.approved"):
        yield _equal(f"{event} told twice", _twice(event), 0)
    last = Application.select(fn.MAX(Application.number)).scalar() or "-0"
    yield _equal("highest number given", int(last.rpartition("-")[2]), workflows)


def _decisions(workflows: int, promises: Promises) -> Iterator[Finding]:
    rows = [(row.run_id, row.stage_id, Word(row.decider, row.task_id)) for row in Decision.select() if row.task_id]
    there = {word for _, _, word in rows}
    told = set(promises.decisions)
    yield _equal("decisions lost (told, not there)", len(told - there), 0)
    yield _equal("decisions unknown (there, not told)", len(there - told), 0)
    yield _equal("clicks that both decided", sum(len(clicks) > 1 for clicks in promises.decisions.values()), 0)
    yield _equal("decisions in all", len(rows), workflows * _DECISIONS_EACH)
    people = Counter((run, word.decider) for run, _, word in rows)
    yield _equal("people who decided a case twice", _more_than(people, 1), 0)
    stages = Counter((run, stage) for run, stage, _ in rows)
    yield _equal("stages approved beyond their quorum", _more_than(stages, 2), 0)
    runs = Counter(run for run, _, _ in rows)
    yield _equal("cases decided more or less than thrice", sum(n != _DECISIONS_EACH for n in runs.values()), 0)
    given = {row.id: row.number for row in Application.select(Application.id, Application.number)}
    wrong = [key for key, number in promises.numbers.items() if given.get(key) != number]
    yield _equal("submissions lost or renumbered", len(wrong) + workflows - len(promises.numbers), 0)


def _unless(excused: bool, holds: bool) -> tuple[object, bool]:
    return ("any", True) if excused else (0, holds)


def _most_dispatches(workflows: int) -> float:
    # One wipe is a dozen dispatches: in a short campaign that is a great part of all.
    return DISPATCHES_PER_ROW if workflows >= _LONG else 2.0


def _jobs(most_dispatches: float) -> Iterator[Finding]:
    statuses: Any = Outbox.select(Outbox.status).tuples()
    by_status = Counter(status for (status,) in statuses)
    rows, done = sum(by_status.values()), by_status[OutboxStatus.DONE]
    yield _equal("jobs done", done, rows)
    yield _equal("dead letters", by_status[OutboxStatus.DEAD], 0)
    failed = Outbox.select(fn.SUM(Outbox.failures)).scalar() or 0
    yield Finding("runs of jobs that failed", int(failed), "any", True)
    attempts: Any = Outbox.select(fn.SUM(Outbox.attempts), fn.MAX(Outbox.attempts)).tuples()
    sent, most = attempts.get() if rows else (0, 0)
    per_row = round(int(sent) / rows, 3) if rows else 0.0
    yield Finding("dispatches per job", per_row, f"<= {most_dispatches}", per_row <= most_dispatches)
    yield Finding("dispatches of one job at most", int(most), "any", True)


def _twice(event: str) -> int:
    again = AuditEntry.select(AuditEntry.stream).where(AuditEntry.event == event).group_by(AuditEntry.stream)
    return int(again.having(fn.COUNT(AuditEntry.id) > 1).count())


def _integrity() -> Finding:
    if not is_sqlite():
        return Finding("integrity of the database", "PostgreSQL", "-", True)
    said = database.execute_sql("PRAGMA integrity_check").fetchone()[0]
    return _equal("integrity of the database", said, "ok")


def _more_than(counts: Counter[Any], most: int) -> int:
    return sum(number > most for number in counts.values())


def _equal(what: str, found: object, wanted: object) -> Finding:
    return Finding(what, found, wanted, found == wanted)
