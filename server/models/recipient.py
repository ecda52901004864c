"""The household, person or business behind a unit. Never public."""

from enum import StrEnum
from uuid import UUID

from peewee import BlobField, BooleanField, CharField, DateField, ForeignKeyField, IntegerField, JSONField

from server.core.dialect import UtcDateTimeField
from server.models.base import EnumField, Row
from server.models.recipient_unit import RecipientUnit


class RecipientKind(StrEnum):
    """What stands behind a unit."""

    PERSON = "PERSON"
    HOUSEHOLD = "HOUSEHOLD"
    BUSINESS = "BUSINESS"


class RecipientState(StrEnum):
    """Whether a recipient counts."""

    ACTIVE = "ACTIVE"
    MERGED = "MERGED"
    ENDED = "ENDED"


class Recipient(Row):
    """One recipient in one sector.

    Identifying values are sealed; the ``*_index`` columns are their keyed blind indexes (null when the value is
    missing or a placeholder). ``facts`` are the eligibility attributes, in clear under an opaque id, with the day on
    which they held (``facts_as_of``) and where they come from (``facts_source``). ``verdict`` is that of the newest
    eligibility decision, kept here so that counting eligible recipients costs no evaluation. ``consented_at`` is when
    consent to the processing of the data was recorded.
    """

    unit_id: UUID
    unit = ForeignKeyField(RecipientUnit, backref="recipients", on_delete="RESTRICT")
    sector = CharField(max_length=32)
    kind: EnumField[RecipientKind] = EnumField(RecipientKind)
    name_sealed = BlobField(null=True)
    birth_date_sealed = BlobField(null=True)
    nik_sealed = BlobField(null=True)
    nik_index = BlobField(null=True, index=True)
    kk_sealed = BlobField(null=True)
    kk_index = BlobField(null=True, index=True)
    business_sealed = BlobField(null=True)
    business_index = BlobField(null=True, index=True)
    facts = JSONField()
    facts_as_of = DateField()
    facts_source = CharField(max_length=64)
    verdict = CharField(max_length=16)
    consented_at = UtcDateTimeField()
    state: EnumField[RecipientState] = EnumField(RecipientState, default=RecipientState.ACTIVE)
    version = IntegerField(default=1)
    updated_at = UtcDateTimeField()
    source_key = CharField(max_length=80, null=True, unique=True)
    is_synthetic = BooleanField(default=False)

    class Meta:
        indexes = ((("unit", "sector", "state"), False),)
