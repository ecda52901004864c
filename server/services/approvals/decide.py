"""The one choke point: every decision on every case, by whatever path, is taken here (PRODUCT §4)."""

from dataclasses import dataclass, replace
from uuid import UUID

from server.core.act import Act
from server.core.errors import Collector, InvalidInput, NotFound, NotPermitted, VersionConflict
from server.core.verbs import verb
from server.models.workflow_run import RunStage, Task, TaskState
from server.services import audit, free_text
from server.services.approvals import store
from server.services.approvals.claim import require_free, require_version, task_for_update
from server.services.approvals.refusals import TaskClaimed, TaskClosed
from server.services.approvals.running import Situation, command, lock_run
from server.workflows import engine
from server.workflows.outcome import Outcome
from server.workflows.refusals import (
    AlreadyDecided,
    AskedFieldsRequired,
    ConflictOfInterest,
    NothingAbove,
    ReasonRequired,
    RunClosed,
    SelfApprovalForbidden,
    SeparationOfDuties,
    StageNotActive,
)
from server.workflows.state import Decision, DecisionKind

LONGEST_CODE = 48
LONGEST_REASON = 2000
MOST_FIELDS = 50

ENGINE_REFUSES = (
    AlreadyDecided,
    AskedFieldsRequired,
    ConflictOfInterest,
    NothingAbove,
    ReasonRequired,
    RunClosed,
    SelfApprovalForbidden,
    SeparationOfDuties,
    StageNotActive,
)


@dataclass(frozen=True, slots=True)
class Word:
    """What a decider says on a task. ``expected_version`` is that of the task the decider looked at."""

    task: UUID
    expected_version: int
    kind: DecisionKind
    reason_code: str | None = None
    reason: str | None = None
    asked_fields: frozenset[str] = frozenset()


@verb(refuses=(*ENGINE_REFUSES, TaskClaimed, TaskClosed, VersionConflict))
def decide(act: Act, word: Word) -> Task:
    """Take one decision: the run's lock first, then the task, separation of duties, quorum, all in one transaction."""
    if act.actor.account_id is None:
        raise NotPermitted(reason="SIGN_IN_FIRST")
    word = _bounded(word)
    _lock(act, word.task)
    task = task_for_update(act, word.task)
    require_free(act, task)
    require_version(task, word.expected_version)
    stage = RunStage.get_by_id(task.stage_id)
    decision = Decision(stage.name, act.actor.account_id, word.kind, word.reason_code, word.reason, word.asked_fields)
    closed = {"state": TaskState.DECIDED, "closed_at": act.now, "version": Task.version + 1}
    Task.update(**closed).where(Task.id == task.id).execute()
    done = command(act, task.run_id, lambda situation: _ask(act, situation, decision))
    taken = next(
        taken
        for opening in done.outcome.run.stages
        if (opening.name, opening.round) == (stage.name, stage.round)
        for taken in opening.decisions
        if taken.decision == decision
    )
    factor = "TOTP" if act.actor.stepped_up_at else None
    store.write_decision(act, stage, taken, task=task, factor=factor)
    facts = {"task": task.id, "stage": stage.name, "outcome": word.kind, "reason_code": word.reason_code}
    audit.record(act, f"run:{task.run_id}", "run.decided", facts)
    return Task.get_by_id(task.id)


def _bounded(word: Word) -> Word:
    """Return the word with its reason tidied; refuse texts and lists that no decider means."""
    faults, reason = Collector(), (word.reason or "").strip() or None
    if len(word.reason_code or "") > LONGEST_CODE:
        faults.add(InvalidInput(path=("reason_code",), reason="TOO_LONG", limit=str(LONGEST_CODE)))
    with faults.catch():
        reason = free_text.read(reason, ("reason",), LONGEST_REASON) if reason else None
    if len(word.asked_fields) > MOST_FIELDS or any(len(one) > LONGEST_CODE for one in word.asked_fields):
        faults.add(InvalidInput(path=("asked_fields",), reason="TOO_LONG", limit=str(MOST_FIELDS)))
    faults.stop_if_any()
    return replace(word, reason=reason)


def _ask(act: Act, situation: Situation, decision: Decision) -> Outcome:
    return engine.decide(situation.workflow, situation.run, decision, situation.facts, act.now, situation.calendar)


def _lock(act: Act, task_id: UUID) -> None:
    # The run before the task: the same order as every other command, so that no two of them wait for each other.
    seen = Task.select(Task.run).where(Task.id == task_id).first()
    if seen is None:
        raise NotFound(path=("task_id",))
    lock_run(seen.run_id)
