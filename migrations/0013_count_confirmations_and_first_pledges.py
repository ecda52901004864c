"""Confirmed counts on pledges and deliveries, and when each collaborator first helped where."""

from peewee import CharField, CompositeKey, DateField, Model, UUIDField

from server.core.dialect import CodeField

TABLES = {"pledge": "delivered", "delivery": "quantity"}


def up(migrator, db):
    for table, most in TABLES.items():
        db.execute_sql(
            f"ALTER TABLE {table} ADD COLUMN confirmed INTEGER NOT NULL DEFAULT 0 "
            f"CHECK (confirmed >= 0 AND confirmed <= {most})"
        )

    class FirstPledge(Model):
        collaborator = UUIDField()
        sector = CharField(max_length=32)
        area = CodeField()
        day = DateField()

        class Meta:
            database = db
            table_name = "first_pledge"
            primary_key = CompositeKey("collaborator", "sector", "area")

    db.create_tables([FirstPledge])
    db.execute_sql("CREATE INDEX first_pledge_day ON first_pledge (day)")
    db.execute_sql("CREATE INDEX ledger_entry_recorded ON ledger_entry (recorded_at, id)")


def down(migrator, db):
    db.execute_sql("DROP INDEX ledger_entry_recorded")
    db.execute_sql("DROP TABLE first_pledge")
    for table in TABLES:
        db.execute_sql(f"ALTER TABLE {table} DROP COLUMN confirmed")
