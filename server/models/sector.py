"""Sectors and their immutable, versioned definitions."""

from enum import StrEnum
from uuid import UUID

from peewee import CharField, CompositeKey, ForeignKeyField, IntegerField, JSONField, UUIDField

from server.core.dialect import UtcDateTimeField
from server.models.base import BaseRow, EnumField, Row


class SectorState(StrEnum):
    """Whether a sector takes needs and pledges."""

    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"
    RETIRED = "RETIRED"


class Sector(Row):
    """A programme. Its present definition is the newest version that is in force."""

    code = CharField(max_length=32, unique=True)
    state: EnumField[SectorState] = EnumField(SectorState, default=SectorState.ACTIVE)
    version = IntegerField(default=1)


class SectorVersion(Row):
    """One published definition: the whole document, its hash, and from when it holds. Rows are never changed."""

    sector_id: UUID
    sector = ForeignKeyField(Sector, backref="versions", on_delete="RESTRICT")
    number = IntegerField()
    definition = JSONField()
    definition_hash = CharField(max_length=64)
    effective_from = UtcDateTimeField()
    run = UUIDField(null=True)

    class Meta:
        indexes = ((("sector", "number"), True),)


class SectorUnitKind(BaseRow):
    """A kind of unit that some version of the sector (by code) serves, so that a sector's scope can be asked in SQL."""

    sector = CharField(max_length=32)
    kind = CharField(max_length=32)

    class Meta:
        primary_key = CompositeKey("sector", "kind")
