"""Runs, stages, checks, tasks and decisions."""

from datetime import datetime
from typing import Any

from server.messages.catalogue import text
from server.models.workflow_run import CheckResult as CheckRow
from server.models.workflow_run import Decision as DecisionRow
from server.models.workflow_run import RunStage as StageRow
from server.models.workflow_run import Task as TaskRow
from server.models.workflow_run import TaskState, WorkflowRun
from server.reads.answers import Told
from server.schema.approvals.subject import load_subject
from server.schema.context import Info
from server.schema.enums import Role
from server.schema.fields import enum_type, field, object_type
from server.schema.links import many, one
from server.schema.nodes import Node, node
from server.schema.scalars import Rupiah
from server.services.approvals.eligible import obstacle
from server.visibility import runs, tasks
from server.workflows.state import DecisionKind, RunStatus, StageStatus, Verdict

enum_type(TaskState)
enum_type(RunStatus)
enum_type(StageStatus)
enum_type(DecisionKind)
enum_type(Verdict, name="CheckVerdict")


@node(model=CheckRow, visible=runs.checks)
class CheckResult(Node):
    """What an automatic check found."""

    name: str = field("The check, as the workflow names it.")
    verdict: Verdict = field("What it says.")
    code: str | None = field("Why, as a message code.")
    fields: list[str] = field("The fields at fault, which the applicant can mend.")
    created_at: datetime = field("When it looked.")

    @field
    def message(self, info: Info) -> str | None:
        """The reason in the language of the request."""
        row: Any = self
        return text(row.code, info.context.language) if row.code else None


@node(model=DecisionRow, visible=runs.decisions)
class Decision(Node):
    """One person's word on one stage, for ever."""

    outcome: DecisionKind = field("What was said.")
    role: Role = field("In which role.")
    reason_code: str | None = field("Why, as a code.")
    reason: str | None = field("Why, in words.")
    asked_fields: list[str] = field("The fields that the applicant was asked to change.")
    created_at: datetime = field("When.")

    @field
    def is_own(self, info: Info) -> bool:
        """Whether the viewer said it."""
        row: Any = self
        return bool(row.decider == info.context.act.actor.account_id)


@node(model=StageRow, visible=runs.stages)
class RunStage(Node):
    """One opening of one stage of a run."""

    name: str = field("The stage, as the workflow names it.")
    round: int = field("Counts the openings of this stage from 1.")
    state: StageStatus = field("Where it stands.")
    role: Role = field("In whose queue it is.")
    created_at: datetime = field("When it opened.")
    due_at: datetime = field("When it is due, in working days of the city.")
    closed_at: datetime | None = field("When it ended.")
    checks: list[CheckResult] = many(CheckRow, "stage_id", "What the automatic checks found.", list[CheckResult])
    decisions: list[Decision] = many(DecisionRow, "stage_id", "What was decided here.", list[Decision])


@node(model=WorkflowRun, visible=runs.visible)
class Run(Node):
    """One case on its way through a workflow."""

    workflow: str = field("The workflow's name.")
    workflow_version: int = field("The version that this case is pinned to.")
    title: str = field("What the case is called in queues.")
    state: RunStatus = field("Where it stands.")
    created_at: datetime = field("When it began.")
    closed_at: datetime | None = field("When it ended.")
    answer_due_at: datetime | None = field("Until when the applicant has to answer a request for changes.")
    appeal_until: datetime | None = field("Until when an appeal is heard, after a rejection.")
    stages: list[RunStage] = many(StageRow, "run_id", "Its stages, in the order in which they opened.", list[RunStage])

    @field
    async def subject(self, info: Info) -> Node | None:
        """What is decided about; null when the viewer may not see it."""
        return await load_subject(info, self)


@node(model=TaskRow, visible=tasks.visible)
class Task(Node):
    """One open question in a queue."""

    title: str = field("What the case is called.")
    kind: str = field("The workflow that asks.")
    role: Role = field("Who is asked.")
    area: str | None = field("Code of the area that the case lies in.")
    sector: str | None = field("Code of the sector that the case belongs to.")
    value: Rupiah | None = field("What the case is worth.")
    state: TaskState = field("Where it stands.")
    is_vacant: bool = field("Whether nobody may decide it at present.")
    due_at: datetime | None = field("When it is due.")
    claim_expires_at: datetime | None = field("Until when somebody holds it.")
    version: int = field("Give it back with a claim or decision, so that nobody decides on an older state.")
    created_at: datetime = field("When it was opened.")
    run: Run | None = one(WorkflowRun, "run_id", "The case.", Run | None)
    stage: RunStage | None = one(StageRow, "stage_id", "The stage.", RunStage | None)

    @field
    def is_mine(self, info: Info) -> bool:
        """Whether the viewer holds it."""
        row: Any = self
        return bool(row.claimed_by is not None and row.claimed_by == info.context.act.actor.account_id)

    @field
    def viewer_can_decide(self, info: Info) -> bool:
        """Whether the viewer could approve it now."""
        row: Any = self
        return obstacle(info.context.act, row) is None

    @field
    def viewer_cannot_decide_reason(self, info: Info) -> str | None:
        """Why the viewer cannot decide it, in words; null when it can."""
        row: Any = self
        refused = obstacle(info.context.act, row)
        return None if refused is None else text(refused.code, info.context.language, refused.params())


@object_type
class Answer:
    """What those who asked were told: a return for changes, or a rejection. Who decided is not told."""

    outcome: DecisionKind = field("What was decided.")
    stage: str = field("The stage in which, as the workflow names it.")
    reason_code: str | None = field("Why, as a code.")
    reason: str | None = field("Why: the decider's words; of an automatic check, its text.")
    asked_fields: list[str] = field("The fields that have to be changed.")
    at: datetime = field("When.")


def answered(info: Info, told: list[Told]) -> list[Answer]:
    """Return answers as the API gives them."""
    return [
        Answer(
            outcome=one.outcome,
            stage=one.stage,
            reason_code=one.reason_code,
            reason=one.reason or (text(one.reason_code, info.context.language) if one.reason_code else None),
            asked_fields=list(one.fields),
            at=one.at,
        )
        for one in told
    ]
