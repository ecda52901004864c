"""The append-only ledger from which every figure derives, and the cube that it is folded into."""

from enum import StrEnum
from uuid import UUID

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField, UUIDField

from server.core.dialect import CodeField, UtcDateTimeField
from server.models.base import BaseRow, EnumField, Row
from server.models.need import Need


class EntryKind(StrEnum):
    """What moved. ``PLEDGED`` is the cumulative accepted quantity; a release never lowers it."""

    NEEDED = "NEEDED"
    PLEDGED = "PLEDGED"
    DELIVERED = "DELIVERED"
    CONFIRMED = "CONFIRMED"


class LedgerEntry(Row):
    """One signed movement. ``at`` is when it happened, ``recorded_at`` when the platform learned of it (``asOf``).

    Area, sector, item and collaborator are copied from the need and pledge, so that a figure needs no join.
    ``is_folded`` marks what the cube already holds (rows are marked, never read by "last id seen": a transaction
    may commit late).
    """

    at = UtcDateTimeField()
    recorded_at = UtcDateTimeField()
    kind: EnumField[EntryKind] = EnumField(EntryKind)
    need_id: UUID
    need = ForeignKeyField(Need, backref="entries", on_delete="RESTRICT")
    pledge = UUIDField(null=True)
    collaborator = UUIDField(null=True)
    area = CodeField()
    sector = CharField(max_length=32)
    item = CharField(max_length=48)
    quantity = IntegerField()
    is_folded = BooleanField(default=False)

    class Meta:
        indexes = (
            (("need", "recorded_at"), False),
            (("kind", "sector", "recorded_at"), False),
            (("kind", "collaborator"), False),
        )


class CubeCell(BaseRow):
    """Folded sums per kelurahan, sector, item and recorded day in the city's zone; ``asOf`` sums days up to it."""

    area = CodeField()
    sector = CharField(max_length=32)
    item = CharField(max_length=48)
    day = DateField()
    needed = IntegerField(default=0)
    pledged = IntegerField(default=0)
    delivered = IntegerField(default=0)
    confirmed = IntegerField(default=0)

    class Meta:
        indexes = ((("day", "sector", "area", "item"), True),)
