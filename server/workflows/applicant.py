"""The applicant's side of a run: answer a return, withdraw, see the path ahead; and the end of patience."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from server.core.errors import NotPermitted
from server.core.roles import Role
from server.workflows import deadlines
from server.workflows.calendar import WorkingCalendar
from server.workflows.definition import Stage, Workflow
from server.workflows.outcome import Outcome, RunChecks
from server.workflows.progress import advance, applies
from server.workflows.refusals import FieldsNotAsked, NoChangesRequested, NotDue, RunClosed
from server.workflows.state import Facts, Resubmission, RunState, RunStatus, StageRun, StageStatus
from server.workflows.turn import Turn


def resubmit(
    workflow: Workflow, run: RunState, answer: Resubmission, facts: Facts, now: datetime, calendar: WorkingCalendar
) -> Outcome:
    """Go on after the applicant's answer: the stage that asked opens again, and only what the answer touches besides.

    Stages that had passed stay passed unless a check of theirs or a field they look at was touched; parallel stages
    go on where they rested. Raises ``NoChangesRequested``, ``RunClosed``, ``NotPermitted`` or ``FieldsNotAsked``.
    """
    _require_applicant(run, answer.by, facts)
    if run.status is not RunStatus.CHANGES_REQUESTED:
        raise NoChangesRequested
    if beyond := sorted(path for path in answer.changed if not _within(path, run.asked_fields)):
        raise FieldsNotAsked(tuple(beyond))
    turn = Turn(workflow, run, facts, now, calendar, touched_checks=answer.touched_checks)
    for stage in workflow.stages:
        opening = run.latest(stage.name)
        if opening is None:
            continue
        if _touched(stage, answer):
            _reopen(turn, opening)
        elif opening.status.active:
            _wake(turn, stage, opening)
    turn.run = replace(
        turn.run, status=RunStatus.IN_REVIEW, asked_fields=frozenset(), paused_at=None, answer_due_at=None
    )
    advance(turn)
    return turn.outcome()


def withdraw(
    workflow: Workflow, run: RunState, by: UUID, facts: Facts, now: datetime, calendar: WorkingCalendar
) -> Outcome:
    """End the run because the applicant wants no decision. Raises ``RunClosed`` or ``NotPermitted``."""
    _require_applicant(run, by, facts)
    turn = Turn(workflow, run, facts, now, calendar)
    turn.conclude(RunStatus.WITHDRAWN)
    return turn.outcome()


def expire_unanswered(
    workflow: Workflow, run: RunState, facts: Facts, now: datetime, calendar: WorkingCalendar
) -> Outcome:
    """End a run whose applicant let the time to answer a return pass. Raises ``NotDue``: a timer may come late."""
    if run.status is not RunStatus.CHANGES_REQUESTED or run.answer_due_at is None or now < run.answer_due_at:
        raise NotDue
    return expire(workflow, run, facts, now, calendar)


def expire(workflow: Workflow, run: RunState, facts: Facts, now: datetime, calendar: WorkingCalendar) -> Outcome:
    """End a run whose subject lapsed (the need's period is over, the pledge was cancelled). Raises ``RunClosed``."""
    if run.status.terminal:
        raise RunClosed(run.status)
    turn = Turn(workflow, run, facts, now, calendar)
    turn.conclude(RunStatus.EXPIRED)
    return turn.outcome()


@dataclass(frozen=True, slots=True)
class PathStep:
    """One stage of the path ahead: who decides it (``None``: a machine) and when at the latest by plan (UTC)."""

    stage: str
    role: Role | None
    due_at: datetime


def preview(
    workflow: Workflow, facts: Facts, now: datetime, calendar: WorkingCalendar, run: RunState | None = None
) -> tuple[PathStep, ...]:
    """Return the stages that the case will pass through, with the day each is due if all before it take their time.

    With ``run``, only what still lies ahead of it, beginning with what is open. The path names no person.
    """
    steps: list[PathStep] = []
    begins = now
    for group in workflow.groups():
        ahead = [step for stage in group if (step := _step(workflow, stage, facts, run, (begins, calendar)))]
        steps += ahead
        begins = max((step.due_at for step in ahead), default=begins)
    return tuple(steps)


def _step(
    workflow: Workflow, stage: Stage, facts: Facts, run: RunState | None, when: tuple[datetime, WorkingCalendar]
) -> PathStep | None:
    opening = run.latest(stage.name) if run else None
    if not applies(workflow, stage, facts) or (opening and opening.status is StageStatus.PASSED):
        return None
    if opening and opening.status.active:
        role = None if opening.status is StageStatus.CHECKING and stage.role is None else opening.role
        return PathStep(stage.name, role, opening.deadlines.due_at)
    begins, calendar = when
    return PathStep(stage.name, stage.role, calendar.after(begins, stage.sla_working_days))


def _require_applicant(run: RunState, by: UUID, facts: Facts) -> None:
    if by not in facts.applicants:
        raise NotPermitted("NOT_THE_APPLICANT")
    if run.status.terminal:
        raise RunClosed(run.status)


def _within(path: str, fields: frozenset[str]) -> bool:
    """Say whether ``path`` is one of ``fields`` or lies inside one: ``address.street`` lies inside ``address``."""
    return any(path == field or path.startswith(f"{field}.") for field in fields)


def _touched(stage: Stage, answer: Resubmission) -> bool:
    looked_at = any(_within(path, stage.looks_at) for path in answer.changed)
    return looked_at or not answer.touched_checks.isdisjoint(stage.checks)


def _reopen(turn: Turn, opening: StageRun) -> None:
    """Take back the answer (or the start) of a stage whose ground has shifted; ``advance`` opens it anew in turn."""
    if opening.status is StageStatus.PASSED or opening.status.active:
        turn.close(opening, StageStatus.CANCELLED)


def _wake(turn: Turn, stage: Stage, opening: StageRun) -> None:
    """Let a parallel stage go on: its clock runs again, and checks that had not answered are asked again."""
    paused_at = turn.run.paused_at or turn.now
    clock = deadlines.rested(opening.deadlines, stage, paused_at, turn.now, turn.calendar)
    turn.put(replace(opening, deadlines=clock))
    answered = {result.check for result in opening.checks}
    if pending := tuple(name for name in stage.checks if name not in answered):
        turn.effects.append(RunChecks(stage.name, opening.round, pending))
