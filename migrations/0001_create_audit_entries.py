"""The hash-chained history, which nobody may change or delete."""

from peewee import BlobField, CharField, IntegerField, Model, UUIDField

from server.core.dialect import UtcDateTimeField, is_sqlite

TABLE = "audit_entry"


def up(migrator, db):
    class AuditEntry(Model):
        id = UUIDField(primary_key=True)
        created_at = UtcDateTimeField(index=True)
        stream = CharField(max_length=80)
        seq = IntegerField()
        event = CharField(max_length=64)
        actor = UUIDField(null=True)
        body = BlobField()
        digest = BlobField()

        class Meta:
            database = db
            table_name = TABLE
            indexes = ((("stream", "seq"), True),)

    db.create_tables([AuditEntry])
    if is_sqlite(db):
        for verb in ("UPDATE", "DELETE"):
            db.execute_sql(
                f"CREATE TRIGGER {TABLE}_no_{verb.lower()} BEFORE {verb} ON {TABLE} "
                "BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END"
            )
        return
    db.execute_sql(
        f"CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'audit entries are append-only'; END $$"
    )
    db.execute_sql(
        f"CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE ON {TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()"
    )


def down(migrator, db):
    db.execute_sql(f"DROP TABLE {TABLE}")
    if not is_sqlite(db):
        db.execute_sql(f"DROP FUNCTION {TABLE}_refuse()")
