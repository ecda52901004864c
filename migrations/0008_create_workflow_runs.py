"""Runs, stages, checks, tasks and decisions."""

from peewee import (
    BigIntegerField,
    BooleanField,
    CharField,
    ForeignKeyField,
    IntegerField,
    JSONField,
    Model,
    TextField,
    UUIDField,
)

from server.core.dialect import CodeField, UtcDateTimeField


def up(migrator, db):
    class WorkflowRun(Model):
        id = UUIDField(primary_key=True)
        created_at = UtcDateTimeField()
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
        asked_fields = JSONField()
        paused_at = UtcDateTimeField(null=True)
        answer_due_at = UtcDateTimeField(null=True)
        appeal_until = UtcDateTimeField(null=True)
        closed_at = UtcDateTimeField(null=True)
        version = IntegerField()

        class Meta:
            database = db
            table_name = "workflow_run"
            indexes = ((("subject_kind", "subject_id"), False),)

    class RunStage(Model):
        id = UUIDField(primary_key=True)
        created_at = UtcDateTimeField()
        run = ForeignKeyField(WorkflowRun, on_delete="CASCADE")
        position = IntegerField()
        name = CharField(max_length=48)
        round = IntegerField()
        state = CharField(max_length=24)
        role = CharField(max_length=32)
        counted_from = UtcDateTimeField()
        remind_at = UtcDateTimeField()
        due_at = UtcDateTimeField()
        escalate_at = UtcDateTimeField(null=True)
        spent_microseconds = BigIntegerField()
        closed_at = UtcDateTimeField(null=True)

        class Meta:
            database = db
            table_name = "run_stage"
            indexes = ((("run", "name", "round"), True),)

    class CheckResult(Model):
        id = UUIDField(primary_key=True)
        created_at = UtcDateTimeField()
        run = ForeignKeyField(WorkflowRun, on_delete="CASCADE")
        stage = ForeignKeyField(RunStage, on_delete="CASCADE")
        name = CharField(max_length=48)
        verdict = CharField(max_length=16)
        fields = JSONField()
        code = CharField(max_length=48, null=True)

        class Meta:
            database = db
            table_name = "check_result"
            indexes = ((("stage", "name"), True),)

    class Task(Model):
        id = UUIDField(primary_key=True)
        created_at = UtcDateTimeField()
        run = ForeignKeyField(WorkflowRun, on_delete="CASCADE")
        stage = ForeignKeyField(RunStage, on_delete="CASCADE")
        role = CharField(max_length=32)
        is_vacant = BooleanField()
        area = CodeField(null=True)
        sector = CharField(max_length=32, null=True)
        title = CharField(max_length=160)
        kind = CharField(max_length=64)
        value = BigIntegerField(null=True)
        state = CharField(max_length=32)
        claimed_by = UUIDField(index=True, null=True)
        claim_expires_at = UtcDateTimeField(null=True)
        due_at = UtcDateTimeField(null=True)
        closed_at = UtcDateTimeField(null=True)
        version = IntegerField()

        class Meta:
            database = db
            table_name = "task"
            indexes = ((("state", "role", "due_at"), False),)

    class Decision(Model):
        id = UUIDField(primary_key=True)
        created_at = UtcDateTimeField()
        run = ForeignKeyField(WorkflowRun, on_delete="RESTRICT")
        stage = ForeignKeyField(RunStage, on_delete="RESTRICT")
        task = ForeignKeyField(Task, null=True, on_delete="RESTRICT")
        decider = UUIDField(index=True)
        on_behalf_of = UUIDField(null=True)
        role = CharField(max_length=32)
        outcome = CharField(max_length=16)
        reason_code = CharField(max_length=48, null=True)
        reason = TextField(null=True)
        asked_fields = JSONField()
        factor = CharField(max_length=16, null=True)

        class Meta:
            database = db
            table_name = "decision"
            indexes = ((("stage", "decider"), True),)

    db.create_tables([WorkflowRun, RunStage, CheckResult, Task, Decision])


def down(migrator, db):
    for table in (
        "decision",
        "task",
        "check_result",
        "run_stage",
        "workflow_run",
    ):
        db.execute_sql(f"DROP TABLE {table}")
