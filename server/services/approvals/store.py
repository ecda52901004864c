"""Between rows and the engine's values: loads a run, writes what a command changed."""

from datetime import timedelta
from typing import Any

from server.core.act import Act
from server.models.workflow_run import CheckResult as CheckRow
from server.models.workflow_run import Decision as DecisionRow
from server.models.workflow_run import RunStage, WorkflowRun
from server.workflows.state import (
    CheckResult,
    Deadlines,
    Decision,
    DecisionKind,
    DecisionTaken,
    RunState,
    RunStatus,
    StageRun,
    StageStatus,
    Verdict,
)


def load(run: WorkflowRun) -> RunState:
    """Rebuild the engine's value from the rows of ``run``: four statements, whatever its length."""
    checks = _grouped(CheckRow, run)
    decisions = _grouped(DecisionRow, run)
    stages = RunStage.select().where(RunStage.run == run.id).order_by(RunStage.position)
    return RunState(
        workflow=run.workflow,
        version=run.workflow_version,
        status=RunStatus(run.state),
        calendar=run.calendar,
        stages=tuple(_stage(row, checks.get(row.id, []), decisions.get(row.id, [])) for row in stages),
        asked_fields=frozenset(run.asked_fields),
        paused_at=run.paused_at,
        answer_due_at=run.answer_due_at,
        appeal_until=run.appeal_until,
        closed_at=run.closed_at,
    )


def save(act: Act, run: WorkflowRun, old: RunState, new: RunState) -> dict[tuple[str, int], RunStage]:
    """Write the difference between ``old`` and ``new`` and return the stage rows by (name, round).

    The run's row moves by compare-and-set on its version; a miss is a bug, since the caller holds its lock.
    """
    moved = (
        WorkflowRun.update(
            state=new.status.value,
            calendar=new.calendar,
            asked_fields=sorted(new.asked_fields),
            paused_at=new.paused_at,
            answer_due_at=new.answer_due_at,
            appeal_until=new.appeal_until,
            closed_at=new.closed_at,
            version=WorkflowRun.version + 1,
        )
        .where(WorkflowRun.id == run.id, WorkflowRun.version == run.version, WorkflowRun.state == old.status.value)
        .execute()
    )
    if moved != 1:
        raise AssertionError(f"run {run.id} moved under its lock")
    rows = {(row.name, row.round): row for row in RunStage.select().where(RunStage.run == run.id)}
    before = {(stage.name, stage.round): stage for stage in old.stages}
    for position, stage in enumerate(new.stages):
        key = (stage.name, stage.round)
        if before.get(key) != stage:
            rows[key] = _write(act, run, position, stage, rows.get(key))
            _add_checks(act, run, rows[key], before.get(key), stage)
    return rows


def write_decision(act: Act, stage: RunStage, taken: DecisionTaken, **extra: Any) -> DecisionRow:
    """Store one decision; the unique index on (stage, decider) is the last net under a double click."""
    decision = taken.decision
    return DecisionRow.create(
        created_at=taken.at,
        run=stage.run_id,
        stage=stage,
        decider=decision.by,
        on_behalf_of=decision.on_behalf_of,
        role=taken.role,
        outcome=decision.kind.value,
        reason_code=decision.reason_code,
        reason=decision.reason,
        asked_fields=sorted(decision.asked_fields),
        **extra,
    )


def _grouped(model: Any, run: WorkflowRun) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    for row in model.select().where(model.run == run.id).order_by(model.created_at, model.id):
        found.setdefault(row.stage_id, []).append(row)
    return found


def _stage(row: RunStage, checks: list[CheckRow], decisions: list[DecisionRow]) -> StageRun:
    return StageRun(
        name=row.name,
        round=row.round,
        status=StageStatus(row.state),
        role=row.role,
        opened_at=row.created_at,
        deadlines=Deadlines(
            counted_from=row.counted_from,
            remind_at=row.remind_at,
            due_at=row.due_at,
            escalate_at=row.escalate_at,
            spent=timedelta(microseconds=row.spent_microseconds),
        ),
        checks=tuple(CheckResult(c.name, Verdict(c.verdict), frozenset(c.fields), c.code) for c in checks),
        decisions=tuple(DecisionTaken(_decision(row.name, d), d.role, d.created_at) for d in decisions),
        closed_at=row.closed_at,
    )


def _decision(stage: str, row: DecisionRow) -> Decision:
    return Decision(
        stage=stage,
        by=row.decider,
        kind=DecisionKind(row.outcome),
        reason_code=row.reason_code,
        reason=row.reason,
        asked_fields=frozenset(row.asked_fields),
        on_behalf_of=row.on_behalf_of,
    )


def _write(act: Act, run: WorkflowRun, position: int, stage: StageRun, row: RunStage | None) -> RunStage:
    values: dict[str, Any] = {
        "state": stage.status.value,
        "role": stage.role,
        "counted_from": stage.deadlines.counted_from,
        "remind_at": stage.deadlines.remind_at,
        "due_at": stage.deadlines.due_at,
        "escalate_at": stage.deadlines.escalate_at,
        "spent_microseconds": stage.deadlines.spent // timedelta(microseconds=1),
        "closed_at": stage.closed_at,
    }
    if row is None:
        place = {"run": run, "position": position, "name": stage.name, "round": stage.round}
        return RunStage.create(created_at=stage.opened_at, **place, **values)
    RunStage.update(**values).where(RunStage.id == row.id).execute()
    return RunStage.get_by_id(row.id)


def _add_checks(act: Act, run: WorkflowRun, row: RunStage, before: StageRun | None, after: StageRun) -> None:
    known = {result.check for result in before.checks} if before else set()
    for result in after.checks:
        if result.check not in known:
            CheckRow.create(
                created_at=act.now,
                run=run,
                stage=row,
                name=result.check,
                verdict=result.verdict.value,
                fields=sorted(result.fields),
                code=result.code,
            )
