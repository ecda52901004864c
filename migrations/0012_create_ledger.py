"""The ledger and the cube that it is folded into."""

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField, Model, UUIDField

from server.core.dialect import CodeField, UtcDateTimeField


def up(migrator, db):
    class Need(Model):
        id = UUIDField(primary_key=True)

        class Meta:
            database = db
            table_name = "need"

    class LedgerEntry(Model):
        id = UUIDField(primary_key=True)
        created_at = UtcDateTimeField()
        at = UtcDateTimeField()
        recorded_at = UtcDateTimeField()
        kind = CharField(max_length=32)
        need = ForeignKeyField(Need, on_delete="RESTRICT")
        pledge = UUIDField(null=True)
        collaborator = UUIDField(null=True)
        area = CodeField()
        sector = CharField(max_length=32)
        item = CharField(max_length=48)
        quantity = IntegerField()
        is_folded = BooleanField()

        class Meta:
            database = db
            table_name = "ledger_entry"
            indexes = (
                (("need", "recorded_at"), False),
                (("kind", "sector", "recorded_at"), False),
                (("kind", "collaborator"), False),
            )

    class CubeCell(Model):
        area = CodeField()
        sector = CharField(max_length=32)
        item = CharField(max_length=48)
        day = DateField()
        needed = IntegerField()
        pledged = IntegerField()
        delivered = IntegerField()
        confirmed = IntegerField()

        class Meta:
            database = db
            table_name = "cube_cell"
            indexes = ((("day", "sector", "area", "item"), True),)

    db.create_tables([LedgerEntry, CubeCell])
    # The relay asks every second whether there is a tail: only the tail is indexed, whatever the history holds.
    db.execute_sql("CREATE INDEX ledger_entry_tail ON ledger_entry (recorded_at, id) WHERE NOT is_folded")


def down(migrator, db):
    for table in (
        "cube_cell",
        "ledger_entry",
    ):
        db.execute_sql(f"DROP TABLE {table}")
