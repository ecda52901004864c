"""Answered requests, by idempotency key."""

from peewee import BlobField, CharField, JSONField, Model, UUIDField

from server.core.dialect import UtcDateTimeField


def up(migrator, db):
    class IdempotencyRecord(Model):
        id = UUIDField(primary_key=True)
        created_at = UtcDateTimeField(index=True)
        caller = CharField(max_length=64)
        mutation = CharField(max_length=64)
        key = CharField(max_length=128)
        input_digest = BlobField()
        outcome = JSONField()

        class Meta:
            database = db
            table_name = "idempotency_record"
            indexes = ((("caller", "mutation", "key"), True),)

    db.create_tables([IdempotencyRecord])


def down(migrator, db):
    db.execute_sql("DROP TABLE idempotency_record")
