"""Collaborators, applications and the blocking index."""

from peewee import (
    BlobField,
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    IntegerField,
    JSONField,
    Model,
    UUIDField,
)

from server.core.dialect import UtcDateTimeField


def up(migrator, db):
    class Upload(Model):
        id = UUIDField(primary_key=True)

        class Meta:
            database = db
            table_name = "upload"

    class Collaborator(Model):
        id = UUIDField(primary_key=True)
        created_at = UtcDateTimeField()
        kind = CharField(max_length=32)
        public_name = CharField(max_length=120)
        profile_sealed = BlobField(null=True)
        sectors = JSONField()
        state = CharField(max_length=32)
        licence_number = CharField(max_length=64, null=True)
        licence_expires_on = DateField(null=True)
        approved_at = UtcDateTimeField()
        version = IntegerField()
        source_key = CharField(max_length=80, unique=True, null=True)
        is_synthetic = BooleanField()

        class Meta:
            database = db
            table_name = "collaborator"

    class Application(Model):
        id = UUIDField(primary_key=True)
        created_at = UtcDateTimeField()
        kind = CharField(max_length=32)
        number = CharField(max_length=20, unique=True, null=True)
        applicant = UUIDField(index=True)
        collaborator_kind = CharField(max_length=32)
        public_name = CharField(max_length=120)
        sectors = JSONField()
        form_sealed = BlobField()
        asked_fields = JSONField()
        state = CharField(max_length=32)
        run = UUIDField(null=True)
        collaborator = ForeignKeyField(Collaborator, null=True, on_delete="RESTRICT")
        submitted_at = UtcDateTimeField(null=True)
        version = IntegerField()
        is_synthetic = BooleanField()

        class Meta:
            database = db
            table_name = "application"
            indexes = ((("state", "created_at"), False),)

    class ApplicationDocument(Model):
        id = UUIDField(primary_key=True)
        created_at = UtcDateTimeField()
        application = ForeignKeyField(Application, on_delete="CASCADE")
        purpose = CharField(max_length=32)
        upload = ForeignKeyField(Upload, on_delete="RESTRICT")

        class Meta:
            database = db
            table_name = "application_document"
            indexes = ((("application", "purpose"), True),)

    class MatchKey(Model):
        id = UUIDField(primary_key=True)
        created_at = UtcDateTimeField()
        kind = CharField(max_length=16)
        purpose = CharField(max_length=32)
        digest = BlobField()
        holder_kind = CharField(max_length=16)
        holder = UUIDField(index=True)
        is_live = BooleanField()

        class Meta:
            database = db
            table_name = "match_key"
            indexes = ((("digest", "purpose", "kind"), False),)

    db.create_tables([Collaborator, Application, ApplicationDocument, MatchKey])


def down(migrator, db):
    for table in (
        "match_key",
        "application_document",
        "application",
        "collaborator",
    ):
        db.execute_sql(f"DROP TABLE {table}")
