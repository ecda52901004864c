"""Durable jobs, the clock that starts them, and the letters they send."""

from peewee import BlobField, CharField, IntegerField, JSONField, Model, UUIDField

from server.core.dialect import UtcDateTimeField

INDEXES = (
    # The relay looks for due rows many times a second: only what waits is indexed, whatever the history holds.
    "CREATE INDEX outbox_due ON outbox (queue, due, id) WHERE status = 'PENDING'",
    "CREATE INDEX outbox_dead ON outbox (created_at, id) WHERE status = 'DEAD'",
    "CREATE INDEX outbox_subject ON outbox (subject)",
    "CREATE INDEX timer_due ON timer (due, id) WHERE fired_at IS NULL",
    "CREATE UNIQUE INDEX timer_waiting ON timer (subject, kind) WHERE fired_at IS NULL",
)


def up(migrator, db):
    class Outbox(Model):
        id = UUIDField(primary_key=True)
        created_at = UtcDateTimeField()
        task = CharField(max_length=64)
        key = CharField(max_length=160, unique=True)
        subject = CharField(max_length=120)
        payload = JSONField()
        queue = CharField(max_length=16)
        status = CharField(max_length=32)
        due = UtcDateTimeField()
        attempts = IntegerField()
        failures = IntegerField()
        error = CharField(max_length=300, null=True)

        class Meta:
            database = db
            table_name = "outbox"

    class Timer(Model):
        id = UUIDField(primary_key=True)
        created_at = UtcDateTimeField()
        kind = CharField(max_length=64)
        subject = CharField(max_length=120)
        due = UtcDateTimeField()
        fired_at = UtcDateTimeField(null=True)

        class Meta:
            database = db
            table_name = "timer"

    class Mail(Model):
        id = UUIDField(primary_key=True)
        created_at = UtcDateTimeField()
        template = CharField(max_length=64)
        language = CharField(max_length=2)
        sealed = BlobField(null=True)
        sent_at = UtcDateTimeField(null=True)

        class Meta:
            database = db
            table_name = "mail"

    db.create_tables([Outbox, Timer, Mail])
    for index in INDEXES:
        db.execute_sql(index)


def down(migrator, db):
    for table in ("mail", "timer", "outbox"):
        db.execute_sql(f"DROP TABLE {table}")
