"""Sectors and their versions."""

from peewee import CharField, CompositeKey, ForeignKeyField, IntegerField, JSONField, Model, UUIDField

from server.core.dialect import UtcDateTimeField


def up(migrator, db):
    class Sector(Model):
        id = UUIDField(primary_key=True)
        created_at = UtcDateTimeField()
        code = CharField(max_length=32, unique=True)
        state = CharField(max_length=32)
        version = IntegerField()

        class Meta:
            database = db
            table_name = "sector"

    class SectorVersion(Model):
        id = UUIDField(primary_key=True)
        created_at = UtcDateTimeField()
        sector = ForeignKeyField(Sector, on_delete="RESTRICT")
        number = IntegerField()
        definition = JSONField()
        definition_hash = CharField(max_length=64)
        effective_from = UtcDateTimeField()
        run = UUIDField(null=True)

        class Meta:
            database = db
            table_name = "sector_version"
            indexes = ((("sector", "number"), True),)

    class SectorUnitKind(Model):
        sector = CharField(max_length=32)
        kind = CharField(max_length=32)

        class Meta:
            database = db
            table_name = "sector_unit_kind"
            primary_key = CompositeKey("sector", "kind")

    db.create_tables([Sector, SectorVersion, SectorUnitKind])


def down(migrator, db):
    for table in (
        "sector_unit_kind",
        "sector_version",
        "sector",
    ):
        db.execute_sql(f"DROP TABLE {table}")
