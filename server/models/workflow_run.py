"""A workflow at work: runs, their stages, the tasks in the queues, the decisions taken."""

from enum import StrEnum

from peewee import BigIntegerField, CharField, ForeignKeyField, IntegerField, JSONField, TextField, UUIDField

from server.core.dialect import CodeField, UtcDateTimeField
from server.core.roles import Role
from server.models.base import EnumField, Row


class WorkflowRun(Row):
    """One case. It pins workflow name and version (and the sector version, where a sector defines the chain).

    ``state`` moves only by compare-and-set on ``version``. ``subject_kind`` and ``subject_id`` say what is decided.
    ``facts`` are the routing facts (value in rupiah, risk, kind); ``calendar`` names the holiday calendar's version.
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
    facts = JSONField()
    calendar = CharField(max_length=64)
    closed_at = UtcDateTimeField(null=True)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("subject_kind", "subject_id"), False),)


class RunStage(Row):
    """One stage of one run, in the order in which it opened; a stage opened again is a new row."""

    run = ForeignKeyField(WorkflowRun, backref="stages", on_delete="CASCADE")
    name = CharField(max_length=48)
    state = CharField(max_length=24)
    due_at = UtcDateTimeField(null=True)
    closed_at = UtcDateTimeField(null=True)

    class Meta:
        indexes = ((("run", "name"), False),)


class CheckResult(Row):
    """What an automatic check found, for the deciders to see. ``detail`` holds codes and ids, no personal values."""

    run = ForeignKeyField(WorkflowRun, backref="checks", on_delete="CASCADE")
    stage = ForeignKeyField(RunStage, backref="checks", on_delete="CASCADE")
    code = CharField(max_length=48)
    outcome = CharField(max_length=8)
    detail = JSONField()


class TaskState(StrEnum):
    """Where a task stands."""

    OPEN = "OPEN"
    CLAIMED = "CLAIMED"
    DECIDED = "DECIDED"
    CANCELLED = "CANCELLED"


class Task(Row):
    """One open question to one person of a role, within a scope. Claims expire and are visible."""

    run = ForeignKeyField(WorkflowRun, backref="tasks", on_delete="CASCADE")
    stage = ForeignKeyField(RunStage, backref="tasks", on_delete="CASCADE")
    role: EnumField[Role] = EnumField(Role)
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

    run = ForeignKeyField(WorkflowRun, backref="decisions", on_delete="RESTRICT")
    stage = ForeignKeyField(RunStage, backref="decisions", on_delete="RESTRICT")
    task = ForeignKeyField(Task, null=True, backref="decisions", on_delete="RESTRICT")
    decider = UUIDField(index=True)
    role: EnumField[Role] = EnumField(Role)
    outcome = CharField(max_length=16)
    reason_code = CharField(max_length=48, null=True)
    reason = TextField(null=True)
    asked_fields = JSONField()
    factor = CharField(max_length=16, null=True)

    class Meta:
        indexes = ((("stage", "decider"), True),)
