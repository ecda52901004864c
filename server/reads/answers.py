"""What those who asked were told on the way: by people who returned or rejected, and by checks that failed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from server.models.workflow_run import CheckResult, Decision, RunStage, WorkflowRun
from server.workflows.state import DecisionKind, StageStatus, Verdict


@dataclass(frozen=True, slots=True)
class Told:
    """One answer of ``stage``: in somebody's own words (``reason``), or by a check, whose ``reason_code`` is a text."""

    outcome: DecisionKind
    stage: str
    reason_code: str | None
    reason: str | None
    fields: tuple[str, ...]
    at: datetime


def told(kind: str, keys: Sequence[UUID]) -> dict[UUID, list[Told]]:
    """Return subject of ``kind`` > its returns and rejections, the newest first; who decided is not among it."""
    found: dict[UUID, list[Told]] = defaultdict(list)
    for key, answer in (*_decided(kind, keys), *_checked(kind, keys)):
        found[key].append(answer)
    return {key: sorted(answers, key=lambda one: one.at, reverse=True) for key, answers in found.items()}


def _decided(kind: str, keys: Sequence[UUID]) -> list[tuple[UUID, Told]]:
    rows = (
        Decision.select(Decision, WorkflowRun.subject_id, RunStage.name)
        .join(WorkflowRun)
        .switch(Decision)
        .join(RunStage)
        .where(
            WorkflowRun.subject_kind == kind,
            WorkflowRun.subject_id.in_(list(keys)),
            Decision.outcome.in_([DecisionKind.RETURN.value, DecisionKind.REJECT.value]),
        )
    )
    return [
        (
            row.run.subject_id,
            Told(
                DecisionKind(row.outcome),
                row.stage.name,
                row.reason_code,
                row.reason,
                tuple(row.asked_fields),
                row.created_at,
            ),
        )
        for row in rows
    ]


def _checked(kind: str, keys: Sequence[UUID]) -> list[tuple[UUID, Told]]:
    rows = (
        CheckResult.select(CheckResult, WorkflowRun.subject_id, RunStage.name)
        .join(WorkflowRun)
        .switch(CheckResult)
        .join(RunStage)
        .where(
            WorkflowRun.subject_kind == kind,
            WorkflowRun.subject_id.in_(list(keys)),
            CheckResult.verdict == Verdict.FAIL.value,
            RunStage.state == StageStatus.RETURNED.value,
        )
    )
    return [
        (
            row.run.subject_id,
            Told(DecisionKind.RETURN, row.stage.name, row.code, None, tuple(row.fields), row.created_at),
        )
        for row in rows
    ]
