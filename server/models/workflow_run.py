"""A workflow at work: runs, their stages, the tasks in the queues, the decisions taken."""

from enum import StrEnum
from uuid import UUID

from peewee import (
    BigIntegerField,
    BooleanField,
    CharField,
    ForeignKeyField,
    IntegerField,
    JSONField,
    TextField,
    UUIDField,
)

from server.core.dialect import CodeField, UtcDateTimeField
from server.core.roles import Role
from server.models.base import EnumField, Row


class WorkflowRun(Row):
    """One case. It pins workflow name and version (and the sector version, where a sector defines the chain).

    ``state`` moves only by compare-and-set on ``version``. ``subject_kind`` and ``subject_id`` say what is decided.
    ``calendar`` names the holiday calendar's version. The instants are those of ``workflows.state.RunState``.
    """

    workflow = CharField(max_length=64)
    workflow_version = IntegerField()
    sector_version = IntegerField(null=True)
    subject_kind = CharField(max_length=32)
    subject_id = UUIDField()
    title = CharField(max_length=160)
    area = CodeField(null=True)
    sector = CharField(max_length=32, null=True)
    state = CharField(max_length=24)
    calendar = CharField(max_length=120)
    asked_fields = JSONField(default=list)
    paused_at = UtcDateTimeField(null=True)
    answer_due_at = UtcDateTimeField(null=True)
    appeal_until = UtcDateTimeField(null=True)
    closed_at = UtcDateTimeField(null=True)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("subject_kind", "subject_id"), False),)


class RunStage(Row):
    """One opening of one stage (``created_at`` = opened); a stage opened again is a new row with the next ``round``.

    ``position`` orders the openings of a run. ``spent_microseconds`` is the working time used before ``counted_from``.
    """

    run_id: UUID
    run = ForeignKeyField(WorkflowRun, backref="stages", on_delete="CASCADE")
    position = IntegerField()
    name = CharField(max_length=48)
    round = IntegerField()
    state = CharField(max_length=24)
    role: EnumField[Role] = EnumField(Role)
    counted_from = UtcDateTimeField()
    remind_at = UtcDateTimeField()
    due_at = UtcDateTimeField()
    escalate_at = UtcDateTimeField(null=True)
    spent_microseconds = BigIntegerField(default=0)
    closed_at = UtcDateTimeField(null=True)

    class Meta:
        indexes = ((("run", "name", "round"), True),)


class CheckResult(Row):
    """What an automatic check found, for the deciders to see. ``code`` says why; ``fields`` are those at fault."""

    run_id: UUID
    run = ForeignKeyField(WorkflowRun, backref="checks", on_delete="CASCADE")
    stage_id: UUID
    stage = ForeignKeyField(RunStage, backref="checks", on_delete="CASCADE")
    name = CharField(max_length=48)
    verdict = CharField(max_length=16)
    fields = JSONField(default=list)
    code = CharField(max_length=48, null=True)

    class Meta:
        indexes = ((("stage", "name"), True),)


class TaskState(StrEnum):
    """Where a task stands."""

    OPEN = "OPEN"
    CLAIMED = "CLAIMED"
    DECIDED = "DECIDED"
    CANCELLED = "CANCELLED"


class Task(Row):
    """One open question to one person of a role, within a scope. Claims expire and are visible.

    ``is_vacant`` says that nobody may decide it at present; ``value`` is in rupiah.
    """

    run_id: UUID
    run = ForeignKeyField(WorkflowRun, backref="tasks", on_delete="CASCADE")
    stage_id: UUID
    stage = ForeignKeyField(RunStage, backref="tasks", on_delete="CASCADE")
    role: EnumField[Role] = EnumField(Role)
    is_vacant = BooleanField(default=False)
    area = CodeField(null=True)
    sector = CharField(max_length=32, null=True)
    title = CharField(max_length=160)
    kind = CharField(max_length=64)
    value = BigIntegerField(null=True)
    state: EnumField[TaskState] = EnumField(TaskState, default=TaskState.OPEN)
    claimed_by = UUIDField(null=True, index=True)
    claim_expires_at = UtcDateTimeField(null=True)
    due_at = UtcDateTimeField(null=True)
    closed_at = UtcDateTimeField(null=True)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("state", "role", "due_at"), False),)


class Decision(Row):
    """One decision, for ever. ``outcome`` is the engine's word (APPROVE, RETURN, REJECT, ESCALATE, ABSTAIN)."""

    run_id: UUID
    run = ForeignKeyField(WorkflowRun, backref="decisions", on_delete="RESTRICT")
    stage_id: UUID
    stage = ForeignKeyField(RunStage, backref="decisions", on_delete="RESTRICT")
    task_id: UUID | None
    task = ForeignKeyField(Task, null=True, backref="decisions", on_delete="RESTRICT")
    decider = UUIDField(index=True)
    on_behalf_of = UUIDField(null=True)
    role: EnumField[Role] = EnumField(Role)
    outcome = CharField(max_length=16)
    reason_code = CharField(max_length=48, null=True)
    reason = TextField(null=True)
    asked_fields = JSONField()
    factor = CharField(max_length=16, null=True)

    class Meta:
        indexes = ((("stage", "decider"), True),)
