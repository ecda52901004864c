"""What a unit needs: unit x aid item x period x quantity, with what became of it."""

from enum import StrEnum
from uuid import UUID

from peewee import BooleanField, CharField, Check, ForeignKeyField, IntegerField, JSONField, UUIDField

from server.core.dialect import CodeField
from server.models.base import EnumField, Row
from server.models.recipient_unit import RecipientUnit


class NeedState(StrEnum):
    """Where a need stands; only an ``OPEN`` one takes pledges."""

    PROPOSED = "PROPOSED"
    OPEN = "OPEN"
    PAUSED = "PAUSED"
    WITHDRAWN = "WITHDRAWN"
    REJECTED = "REJECTED"


class Need(Row):
    """One need. Quantities are whole units of the item.

    ``reserved`` and ``delivered`` move only by conditional UPDATE (``services.needs.quantities``); the CHECK below is
    the rule that nothing can be over-committed. ``confirmed`` is what the unit said came. (unit, item, period) is
    unique: several donors share one need, and no unit can ask twice for the same. ``plan_line`` names the line of a
    plan that the need carries out (a work in the Community Action Plan); ``facts`` are the attributes that a sector
    asks of the need itself; ``proposed_by`` is the account that brought it, which never decides on it.
    """

    unit_id: UUID
    unit = ForeignKeyField(RecipientUnit, backref="needs", on_delete="RESTRICT")
    area = CodeField()
    sector = CharField(max_length=32)
    sector_version = IntegerField()
    item = CharField(max_length=48)
    category = CharField(max_length=48)
    period = CodeField()
    plan_line = CharField(max_length=80, null=True)
    proposed_by = UUIDField(null=True)
    facts = JSONField(default=dict)
    needed = IntegerField(constraints=[Check("needed > 0")])
    reserved = IntegerField(default=0, constraints=[Check("reserved >= 0")])
    delivered = IntegerField(default=0, constraints=[Check("delivered >= 0")])
    confirmed = IntegerField(default=0, constraints=[Check("confirmed >= 0")])
    state: EnumField[NeedState] = EnumField(NeedState, default=NeedState.PROPOSED)
    version = IntegerField(default=1)
    is_synthetic = BooleanField(default=False)

    class Meta:
        constraints = (Check("reserved + delivered <= needed"),)
        indexes = (
            (("unit", "item", "period"), True),
            (("state", "sector", "area"), False),
            (("state", "area"), False),
        )

    @property
    def remaining(self) -> int:
        """What nobody has promised yet."""
        return int(self.needed - self.reserved - self.delivered)
