"""Recipient units, contacts, recipients and eligibility decisions."""

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

from server.core.dialect import CodeField, UtcDateTimeField


def up(migrator, db):
    class RecipientUnit(Model):
        id = UUIDField(primary_key=True)
        created_at = UtcDateTimeField()
        kind = CharField(max_length=32)
        name = CharField(max_length=120)
        area = CodeField(index=True)
        rw = CodeField(null=True)
        address_sealed = BlobField(null=True)
        households = IntegerField(index=True, null=True)
        facts = JSONField()
        facts_as_of = DateField(null=True)
        facts_source = CharField(max_length=64, null=True)
        state = CharField(max_length=32)
        version = IntegerField()
        source_key = CharField(max_length=80, unique=True, null=True)
        is_synthetic = BooleanField()

        class Meta:
            database = db
            table_name = "recipient_unit"

    class UnitContact(Model):
        id = UUIDField(primary_key=True)
        created_at = UtcDateTimeField()
        unit = ForeignKeyField(RecipientUnit, on_delete="RESTRICT")
        account = UUIDField(index=True)
        ended_at = UtcDateTimeField(null=True)

        class Meta:
            database = db
            table_name = "unit_contact"
            indexes = ((("unit", "account"), True),)

    class Recipient(Model):
        id = UUIDField(primary_key=True)
        created_at = UtcDateTimeField()
        unit = ForeignKeyField(RecipientUnit, on_delete="RESTRICT")
        sector = CharField(max_length=32)
        kind = CharField(max_length=32)
        name_sealed = BlobField(null=True)
        birth_date_sealed = BlobField(null=True)
        nik_sealed = BlobField(null=True)
        nik_index = BlobField(index=True, null=True)
        kk_sealed = BlobField(null=True)
        kk_index = BlobField(index=True, null=True)
        business_sealed = BlobField(null=True)
        business_index = BlobField(index=True, null=True)
        facts = JSONField()
        facts_as_of = DateField()
        facts_source = CharField(max_length=64)
        verdict = CharField(max_length=16)
        consented_at = UtcDateTimeField()
        state = CharField(max_length=32)
        version = IntegerField()
        updated_at = UtcDateTimeField()
        source_key = CharField(max_length=80, unique=True, null=True)
        is_synthetic = BooleanField()

        class Meta:
            database = db
            table_name = "recipient"
            indexes = ((("unit", "sector", "state"), False),)

    class EligibilityDecision(Model):
        id = UUIDField(primary_key=True)
        created_at = UtcDateTimeField()
        subject_kind = CharField(max_length=32)
        subject_id = UUIDField()
        occasion = CharField(max_length=32)
        sector = CharField(max_length=32)
        sector_version = IntegerField()
        verdict = CharField(max_length=16)
        facts = JSONField()
        clauses = JSONField()
        missing = JSONField()

        class Meta:
            database = db
            table_name = "eligibility_decision"
            indexes = ((("subject_id", "created_at"), False),)

    db.create_tables([RecipientUnit, UnitContact, Recipient, EligibilityDecision])


def down(migrator, db):
    for table in (
        "eligibility_decision",
        "recipient",
        "unit_contact",
        "recipient_unit",
    ):
        db.execute_sql(f"DROP TABLE {table}")
