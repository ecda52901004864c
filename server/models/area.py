"""The city's areas, from the province down to the RW, with their validity and their place on the tile map."""

from enum import StrEnum
from uuid import UUID

from peewee import CharField, DateField, ForeignKeyField, IntegerField

from server.core.dialect import CodeField
from server.models.base import BaseRow, EnumField, Row


class AreaLevel(StrEnum):
    """The levels of the city profile, from the largest to the smallest."""

    PROVINCE = "PROVINCE"
    CITY = "CITY"
    DISTRICT = "DISTRICT"
    KELURAHAN = "KELURAHAN"
    RW = "RW"


class Area(Row):
    """One area. ``code`` is the Kemendagri code (RW appended); its prefix is the parent's code.

    ``grid_col`` and ``grid_row`` place the tile (columns grow east, rows south); RWs have none. ``valid_to`` is the
    first day on which the area no longer exists.
    """

    code = CodeField(unique=True)
    level: EnumField[AreaLevel] = EnumField(AreaLevel)
    name = CharField(max_length=80)
    parent = CodeField(null=True, index=True)
    postal_code = CharField(max_length=5, null=True)
    grid_col = IntegerField(null=True)
    grid_row = IntegerField(null=True)
    valid_from = DateField(null=True)
    valid_to = DateField(null=True)


class AreaSuccession(BaseRow):
    """``successor`` took over (a part of) ``predecessor``: a split, a merger, a new code."""

    predecessor_id: UUID
    predecessor = ForeignKeyField(Area, backref="successions", on_delete="RESTRICT")
    successor_id: UUID
    successor = ForeignKeyField(Area, backref="origins", on_delete="RESTRICT")

    class Meta:
        indexes = ((("predecessor", "successor"), True),)
