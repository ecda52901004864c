"""Carries out one command of the engine on one run: lock, look up, ask, save. Every path goes through ``command``."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from server.core.act import Act
from server.core.city import City, WorkingDays
from server.core.dialect import locked
from server.core.errors import NotFound
from server.core.platform import Platform
from server.models.workflow_run import RunStage, WorkflowRun
from server.services import audit, outbox, timers
from server.services.approvals import queueing, store
from server.services.approvals.pool import holders
from server.services.approvals.procedures import workflow_of
from server.services.approvals.subjects import Case, Subject, subject_of
from server.workflows.calendar import WorkingCalendar, working_calendar
from server.workflows.definition import Workflow
from server.workflows.outcome import ChangesAsked, Concluded, Effect, Escalated, Outcome, RunChecks
from server.workflows.state import Facts, RunState, RunStatus


@dataclass(frozen=True, slots=True)
class Situation:
    """What a command is asked on: the pinned workflow, the run, the facts and the calendar of this moment."""

    workflow: Workflow
    run: RunState
    facts: Facts
    calendar: WorkingCalendar


@dataclass(frozen=True, slots=True)
class Done:
    """What a command came to: the run's row after it, the outcome, and its stage rows by (name, round)."""

    run: WorkflowRun
    outcome: Outcome
    stages: dict[tuple[str, int], RunStage]


Command = Callable[[Situation], Outcome]


def command(act: Act, run_id: UUID, do: Command) -> Done:
    """Lock the run, run ``do`` on it, write what changed: state, stages, tasks, timers, effects.

    Refusals of the engine pass through and leave nothing. Decisions are stored by the caller, which knows their task.
    """
    row = lock_run(run_id)
    subject = subject_of(row.subject_kind)
    case = subject.case(act, row.subject_id)
    before = store.load(row)
    situation = Situation(workflow_of(row), before, facts_of(act, case), calendar(act.platform.city))
    outcome = do(situation)
    stages = store.save(act, row, before, outcome.run)
    after = WorkflowRun.get_by_id(row.id)
    follow(act, after, case, outcome, stages)
    return Done(after, outcome, stages)


def lock_run(run_id: UUID) -> WorkflowRun:
    """Lock the run's row until the transaction ends and return it; ``NotFound`` when there is none."""
    row: WorkflowRun | None = locked(WorkflowRun.select().where(WorkflowRun.id == run_id)).first()
    if row is None:
        raise NotFound
    return row


def facts_of(act: Act, case: Case) -> Facts:
    """Return what the engine has to know of the world now."""
    return Facts(
        eligible=holders(act, case),
        applicants=case.applicants,
        beneficiaries=case.beneficiaries,
        conflicts=case.conflicts,
        value_rupiah=case.value_rupiah,
        risk=case.risk,
        kind=case.kind,
    )


def follow(act: Act, run: WorkflowRun, case: Case, outcome: Outcome, stages: dict[tuple[str, int], RunStage]) -> None:
    """Make queues, timers and side effects agree with ``outcome``."""
    queueing.sync(act, run, case, outcome.tasks, stages)
    _arm(act, run, outcome.run, stages)
    subject = subject_of(run.subject_kind)
    for effect in outcome.effects:
        _carry_out(act, run, subject, effect)


def arm_again(act: Act, run_id: UUID) -> None:
    """Make the timers of a run agree with it, without a command: one that fired too early would never come again."""
    row = lock_run(run_id)
    stages = {(stage.name, stage.round): stage for stage in RunStage.select().where(RunStage.run == run_id)}
    _arm(act, row, store.load(row), stages)


_WORKING_DAYS_OF_A_YEAR = 260
_calendars: dict[tuple[str, WorkingDays], WorkingCalendar] = {}


def calendar(city: City) -> WorkingCalendar:
    """Return the working calendar of the city, made once, since it keeps the holidays of each year it was asked for."""
    key = (city.zone_name, city.working_days)
    if key not in _calendars:
        _calendars[key] = working_calendar(city)
    return _calendars[key]


def load_calendar(platform: Platform) -> None:
    """Make the calendar of the year to come now: a quarter of a second that no transaction should take.

    A process that forks its jobs calls it first, or each of them would make it anew.
    """
    calendar(platform.city).after(platform.clock.now(), _WORKING_DAYS_OF_A_YEAR)


def _arm(act: Act, run: WorkflowRun, state: RunState, stages: dict[tuple[str, int], RunStage]) -> None:
    for stage in state.stages:
        subject = f"run_stage:{stages[stage.name, stage.round].id}"
        escalate_at = stage.deadlines.escalate_at
        if stage.status.active and state.status is RunStatus.IN_REVIEW and escalate_at is not None:
            timers.arm(act, "escalate_stage", subject, escalate_at)
        else:
            timers.cancel("escalate_stage", subject)
    if state.status is RunStatus.CHANGES_REQUESTED and state.answer_due_at is not None:
        timers.arm(act, "expire_run", f"run:{run.id}", state.answer_due_at)
    else:
        timers.cancel("expire_run", f"run:{run.id}")


def _carry_out(act: Act, run: WorkflowRun, subject: Subject, effect: Effect) -> None:
    stream = f"run:{run.id}"
    if isinstance(effect, RunChecks):
        payload = {"run": str(run.id), "stage": effect.stage, "round": effect.round, "checks": list(effect.checks)}
        outbox.put(act, "run_checks", f"{stream}:checks:{effect.stage}:{effect.round}:{run.version}", payload)
    elif isinstance(effect, ChangesAsked):
        subject.asked(act, run.subject_id, effect.fields)
        audit.record(act, stream, "run.changes_asked", {"fields": sorted(effect.fields)})
    elif isinstance(effect, Escalated):
        audit.record(act, stream, "run.escalated", {"stage": effect.stage, "to": effect.role, "why": effect.why})
    elif isinstance(effect, Concluded):
        _conclude(act, run, subject, effect.status)


def _conclude(act: Act, run: WorkflowRun, subject: Subject, status: RunStatus) -> None:
    audit.record(act, f"run:{run.id}", "run.concluded", {"status": status})
    if status is RunStatus.APPROVED:
        # What follows may fail on the facts of the day; the approval stands and the job is tried again.
        outbox.put(act, "apply_approval", f"run:{run.id}:apply", {"run": str(run.id)})
    else:
        subject.concluded(act, run.subject_id, status)
