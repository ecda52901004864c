"""The places and bodies that aid goes to, and who speaks for them."""

from enum import StrEnum
from uuid import UUID

from peewee import BlobField, BooleanField, CharField, DateField, ForeignKeyField, IntegerField, JSONField, UUIDField

from server.core.dialect import CodeField, UtcDateTimeField
from server.models.base import EnumField, Row


class UnitState(StrEnum):
    """Whether a unit takes part."""

    ACTIVE = "ACTIVE"
    CLOSED = "CLOSED"


class RecipientUnit(Row):
    """One place or body (PRODUCT §1). ``kind`` is a code that a sector names among its ``recipient_unit_kinds``.

    ``area`` is the kelurahan it lies in; ``rw`` the code of its RW area, when it is or lies in one. The street
    address is sealed. ``facts`` are the unit's own eligibility attributes (for sectors whose recipient is the unit),
    with the day on which they held and their source. ``source_key`` makes imports and the demo repeatable.
    """

    kind = CharField(max_length=32)
    name = CharField(max_length=120)
    area = CodeField(index=True)
    rw = CodeField(null=True)
    address_sealed = BlobField(null=True)
    households = IntegerField(index=True, null=True)
    facts = JSONField(default=dict)
    facts_as_of = DateField(null=True)
    facts_source = CharField(max_length=64, null=True)
    state: EnumField[UnitState] = EnumField(UnitState, default=UnitState.ACTIVE)
    version = IntegerField(default=1)
    source_key = CharField(max_length=80, null=True, unique=True)
    is_synthetic = BooleanField(default=False)


class UnitContact(Row):
    """An account that speaks for a unit: proposes needs, receives, confirms, disputes."""

    unit_id: UUID
    unit = ForeignKeyField(RecipientUnit, backref="contacts", on_delete="RESTRICT")
    account = UUIDField(index=True)
    ended_at = UtcDateTimeField(null=True)

    class Meta:
        indexes = ((("unit", "account"), True),)
