"""Files that people send."""

from peewee import BlobField, CharField, Check, ForeignKeyField, IntegerField, Model, UUIDField

from server.core.dialect import UtcDateTimeField


def up(migrator, db):
    class Account(Model):
        id = UUIDField(primary_key=True)

        class Meta:
            database = db
            table_name = "account"

    class Upload(Model):
        id = UUIDField(primary_key=True)
        created_at = UtcDateTimeField()
        account = ForeignKeyField(Account, on_delete="RESTRICT")
        purpose = CharField(max_length=32)
        state = CharField(max_length=32)
        media_type = CharField(max_length=64)
        size = IntegerField(constraints=[Check("size > 0")])
        stored_size = IntegerField()
        sha256 = BlobField()
        reason = CharField(max_length=64, null=True)
        idempotency_key = CharField(max_length=128, null=True)
        checked_at = UtcDateTimeField(null=True)

        class Meta:
            database = db
            table_name = "upload"
            indexes = ((("account", "idempotency_key"), True), (("account", "created_at"), False))

    db.create_tables([Upload])


def down(migrator, db):
    db.execute_sql("DROP TABLE upload")
