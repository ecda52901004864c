"""The need: what a unit asks for, and what became of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from strawberry.scalars import JSON

from server.core.act import Act
from server.models.need import Need as NeedRow
from server.models.need import NeedState
from server.models.recipient_unit import RecipientUnit as UnitRow
from server.reads import needs
from server.reads.answers import Told, told
from server.schema.approvals.types import Answer, answered
from server.schema.areas.types import Area
from server.schema.context import Info
from server.schema.fields import enum_type, field
from server.schema.links import one
from server.schema.nodes import Node, node
from server.schema.places import place
from server.schema.scalars import Rupiah
from server.schema.sectors.parts import AidItem
from server.schema.units.types import RecipientUnit
from server.sectors.definition import SectorDefinition
from server.services.sectors.current import InForce, versions
from server.visibility import needs as visibility

enum_type(NeedState)


@node(model=NeedRow, visible=visibility.visible)
class Need(Node):
    """A quantity of an aid item that a unit needs in a period. Commitment, delivery, confirmation are never mixed."""

    unit: RecipientUnit | None = one(UnitRow, "unit_id", "Who needs it.", RecipientUnit | None)
    area: str = field("Code of the area that the unit lies in.")
    place: Area | None = place("area", "The area that the unit lies in.")
    sector: str = field("Code of the sector.")
    sector_version: int = field("The version of the sector's definition that it was proposed under, and keeps.")
    category: str = field("The category of the item.")
    period: str = field("When it is wanted: `2026`, `2026-11`, `2026-W48`, `2026-11-25`, or a season's turn.")
    plan_line: str | None = field("The line of a plan that it carries out.")
    needed: int = field("How many whole units of the item are needed.")
    remaining: int = field("What nobody has promised yet.")
    delivered: int = field("What was handed over.")
    confirmed: int = field("What the unit said came.")
    state: NeedState = field("Where it stands; only an open one takes pledges.")
    created_at: datetime = field("When it was proposed.")
    version: int = field("Give it back with every change.")

    @field
    async def item(self, info: Info) -> AidItem | None:
        """What is needed."""
        found: Any = (await _definition(info, self)).item(_row(self).item)
        return found

    @field
    async def value(self, info: Info) -> Rupiah | None:
        """What the needed quantity is worth by the item's reference value."""
        item = (await _definition(info, self)).item(_row(self).item)
        return Rupiah(item.reference_value_rupiah * _row(self).needed) if item else None

    @field
    async def pledged(self, info: Info) -> int:
        """The quantity that was ever accepted for it; a pledge that is cancelled later does not lower it."""
        return int(await info.context.loaders.found(_pledged, _row(self).id) or 0)

    @field
    async def facts(self, info: Info) -> JSON:
        """What the sector asked of the need, by attribute; the public sees the public ones."""
        row, asked = _row(self), (await _definition(info, self)).attributes
        if visibility.sees_facts(info.context.act, row):
            return JSON(row.facts)
        public = {attribute.name for attribute in asked if attribute.is_public}
        return JSON({name: value for name, value in row.facts.items() if name in public})

    @field
    async def asked_fields(self, info: Info) -> list[str]:
        """What the verifier asked for, while an answer is awaited; for who speaks for or looks after the unit."""
        row = _row(self)
        if not visibility.sees_facts(info.context.act, row):
            return []
        return list(await info.context.loaders.found(_asked, row.id) or ())

    @field
    async def answers(self, info: Info) -> list[Answer]:
        """What the unit was told on the way, the newest first; for who speaks for or looks after it."""
        row = _row(self)
        if not visibility.sees_facts(info.context.act, row):
            return []
        return answered(info, await info.context.loaders.found(_told, row.id) or [])


def _row(row: Any) -> NeedRow:
    found: NeedRow = row
    return found


async def _definition(info: Info, row: Any) -> SectorDefinition:
    found: InForce = await info.context.loaders.found(_versions, (row.sector, row.sector_version))
    return found.definition


def _versions(act: Act, wanted: list[tuple[str, int]]) -> dict[tuple[str, int], InForce]:
    return versions(wanted)


def _told(act: Act, keys: list[UUID]) -> dict[UUID, list[Told]]:
    return told("need", keys)


def _pledged(act: Act, keys: list[UUID]) -> dict[UUID, int]:
    return needs.pledged(keys)


def _asked(act: Act, keys: list[UUID]) -> dict[UUID, list[str]]:
    return needs.asked_fields(keys)
