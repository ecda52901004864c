"""Areas and their successions."""

from peewee import CharField, DateField, ForeignKeyField, IntegerField, Model, UUIDField

from server.core.dialect import CodeField, UtcDateTimeField


def up(migrator, db):
    class Area(Model):
        id = UUIDField(primary_key=True)
        created_at = UtcDateTimeField()
        code = CodeField(unique=True)
        level = CharField(max_length=32)
        name = CharField(max_length=80)
        parent = CodeField(null=True, index=True)
        postal_code = CharField(max_length=5, null=True)
        grid_col = IntegerField(null=True)
        grid_row = IntegerField(null=True)
        valid_from = DateField(null=True)
        valid_to = DateField(null=True)

        class Meta:
            database = db
            table_name = "area"
            indexes = ((("level", "code"), False),)

    class AreaSuccession(Model):
        predecessor = ForeignKeyField(Area, on_delete="RESTRICT")
        successor = ForeignKeyField(Area, on_delete="RESTRICT")

        class Meta:
            database = db
            table_name = "area_succession"
            indexes = ((("predecessor", "successor"), True),)

    db.create_tables([Area, AreaSuccession])


def down(migrator, db):
    db.execute_sql("DROP TABLE area_succession")
    db.execute_sql("DROP TABLE area")
