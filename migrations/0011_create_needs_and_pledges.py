"""Needs, pledges, allocations, slots, deliveries and confirmations."""

from peewee import (
    BooleanField,
    CharField,
    Check,
    CompositeKey,
    DateField,
    ForeignKeyField,
    IntegerField,
    JSONField,
    Model,
    TextField,
    UUIDField,
)

from server.core.dialect import CodeField, UtcDateTimeField, is_sqlite


def up(migrator, db):
    class Collaborator(Model):
        id = UUIDField(primary_key=True)

        class Meta:
            database = db
            table_name = "collaborator"

    class RecipientUnit(Model):
        id = UUIDField(primary_key=True)

        class Meta:
            database = db
            table_name = "recipient_unit"

    class Recipient(Model):
        id = UUIDField(primary_key=True)

        class Meta:
            database = db
            table_name = "recipient"

    class Need(Model):
        id = UUIDField(primary_key=True)
        created_at = UtcDateTimeField()
        unit = ForeignKeyField(RecipientUnit, on_delete="RESTRICT")
        area = CodeField()
        sector = CharField(max_length=32)
        sector_version = IntegerField()
        item = CharField(max_length=48)
        category = CharField(max_length=48)
        period = CodeField()
        plan_line = CharField(max_length=80, null=True)
        proposed_by = UUIDField(null=True)
        facts = JSONField()
        needed = IntegerField(constraints=[Check("needed > 0")])
        reserved = IntegerField(constraints=[Check("reserved >= 0")])
        delivered = IntegerField(constraints=[Check("delivered >= 0")])
        confirmed = IntegerField(constraints=[Check("confirmed >= 0")])
        state = CharField(max_length=32)
        version = IntegerField()
        is_synthetic = BooleanField()

        class Meta:
            database = db
            table_name = "need"
            constraints = (Check("reserved + delivered <= needed"),)
            indexes = (
                (("unit", "item", "period"), True),
                (("state", "sector", "area"), False),
                (("state", "area"), False),
            )

    class Pledge(Model):
        id = UUIDField(primary_key=True)
        created_at = UtcDateTimeField()
        need = ForeignKeyField(Need, on_delete="RESTRICT")
        collaborator = ForeignKeyField(Collaborator, on_delete="RESTRICT")
        placed_by = UUIDField(null=True)
        quantity = IntegerField(constraints=[Check("quantity > 0")])
        delivered = IntegerField(constraints=[Check("delivered >= 0")])
        released = IntegerField(constraints=[Check("released >= 0")])
        state = CharField(max_length=32)
        sector_version = IntegerField()
        scheduled_on = DateField(null=True)
        accepted_at = UtcDateTimeField(null=True)
        expires_at = UtcDateTimeField(null=True)
        version = IntegerField()
        is_synthetic = BooleanField()

        class Meta:
            database = db
            table_name = "pledge"
            constraints = (Check("delivered + released <= quantity"),)
            indexes = ((("state", "expires_at"), False),)

    class Allocation(Model):
        id = UUIDField(primary_key=True)
        created_at = UtcDateTimeField()
        pledge = ForeignKeyField(Pledge, on_delete="RESTRICT")
        recipient = ForeignKeyField(Recipient, on_delete="RESTRICT")
        quantity = IntegerField(constraints=[Check("quantity > 0")])
        state = CharField(max_length=32)
        decision = UUIDField()

        class Meta:
            database = db
            table_name = "allocation"
            indexes = ((("pledge", "recipient"), True),)

    class Slot(Model):
        sector = CharField(max_length=32)
        key_kind = CharField(max_length=16)
        key = CharField(max_length=64)
        category = CharField(max_length=48)
        period = CodeField()
        ordinal = IntegerField()
        allocation = ForeignKeyField(Allocation, on_delete="RESTRICT")

        class Meta:
            database = db
            table_name = "slot"
            primary_key = CompositeKey("sector", "key_kind", "key", "category", "period", "ordinal")

    class SlotSpan(Model):
        sector = CharField(max_length=32)
        key_kind = CharField(max_length=16)
        key = CharField(max_length=64)
        category = CharField(max_length=48)
        starts_at = UtcDateTimeField()
        ends_at = UtcDateTimeField()
        allocation = ForeignKeyField(Allocation, on_delete="RESTRICT")

        class Meta:
            database = db
            table_name = "slot_span"
            indexes = ((("sector", "key_kind", "key", "category", "ends_at"), False),)

    class Delivery(Model):
        id = UUIDField(primary_key=True)
        created_at = UtcDateTimeField()
        pledge = ForeignKeyField(Pledge, on_delete="RESTRICT")
        quantity = IntegerField(constraints=[Check("quantity > 0")])
        surplus = IntegerField(constraints=[Check("surplus >= 0")])
        delivered_at = UtcDateTimeField()
        receiver_role = CharField(max_length=64, null=True)
        note = TextField(null=True)
        proof = UUIDField(null=True)
        reported_by = UUIDField(null=True)
        state = CharField(max_length=32)
        version = IntegerField()
        is_synthetic = BooleanField()

        class Meta:
            database = db
            table_name = "delivery"

    class Confirmation(Model):
        id = UUIDField(primary_key=True)
        created_at = UtcDateTimeField()
        delivery = ForeignKeyField(Delivery, on_delete="RESTRICT")
        quantity = IntegerField(constraints=[Check("quantity >= 0")])
        by = UUIDField(null=True)
        is_dispute = BooleanField()
        note = TextField(null=True)

        class Meta:
            database = db
            table_name = "confirmation"

    db.create_tables([Need, Pledge, Allocation, Slot, SlotSpan, Delivery, Confirmation])
    refuse_shared_spans(db)


def refuse_shared_spans(db):
    if not is_sqlite(db):
        # Equality inside a gist exclusion needs an extension; a range of one hashed key does not.
        db.execute_sql(
            "ALTER TABLE slot_span ADD CONSTRAINT slot_span_apart EXCLUDE USING gist ("
            "int8range(hashtextextended(sector || '/' || key_kind || '/' || key || '/' || category, 0), "
            "hashtextextended(sector || '/' || key_kind || '/' || key || '/' || category, 0), '[]') WITH &&, "
            "tstzrange(starts_at, ends_at) WITH &&)"
        )
        return
    for verb in ("INSERT", "UPDATE"):
        db.execute_sql(
            f"CREATE TRIGGER slot_span_apart_{verb.lower()} BEFORE {verb} ON slot_span WHEN EXISTS ("
            "SELECT 1 FROM slot_span AS other WHERE other.sector = NEW.sector AND other.key_kind = NEW.key_kind "
            "AND other.key = NEW.key AND other.category = NEW.category AND other.id IS NOT NEW.id "
            "AND other.starts_at < NEW.ends_at AND NEW.starts_at < other.ends_at) "
            "BEGIN SELECT RAISE(ABORT, 'slot_span_apart'); END"
        )


def down(migrator, db):
    for table in (
        "confirmation",
        "delivery",
        "slot_span",
        "slot",
        "allocation",
        "pledge",
        "need",
    ):
        db.execute_sql(f"DROP TABLE {table}")
