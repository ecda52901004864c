"""The recipient unit and who speaks for it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from strawberry.scalars import JSON

from server.core.act import Act
from server.models.recipient_unit import RecipientUnit as UnitRow
from server.models.recipient_unit import UnitContact as ContactRow
from server.models.recipient_unit import UnitState
from server.reads import accounts, units
from server.schema.areas.types import Area
from server.schema.context import Info
from server.schema.fields import enum_type, field
from server.schema.links import many
from server.schema.nodes import Node, node
from server.schema.places import place
from server.schema.sectors.parts import Localized
from server.sectors.definition import Text
from server.services import personal
from server.services.sectors.current import all_in_force
from server.visibility import units as visibility

enum_type(UnitState)


@node(model=ContactRow, visible=visibility.contacts)
class UnitContact(Node):
    """A person who speaks for a unit; seen by that person and by who looks after the unit."""

    created_at: datetime = field("Since when.")

    @field
    async def name(self, info: Info) -> str | None:
        """The person's name."""
        row: Any = self
        found: str | None = await info.context.loaders.found(_names, row.account)
        return found


@node(model=UnitRow, visible=visibility.visible)
class RecipientUnit(Node):
    """A place or body that aid goes to. Its people are never shown."""

    kind: str = field("The code of its kind, which the sectors name.")
    name: str = field("Its name.")
    area: str = field("Code of the area it lies in.")
    rw: str | None = field("Code of its RW, when it is or lies in one.")
    place: Area | None = place("area", "The area it lies in.")
    households: int | None = field("How many households it has.")
    state: UnitState = field("Whether it takes part.")
    version: int = field("Give it back with every change.")
    contacts: list[UnitContact] = many(
        ContactRow, "unit_id", "Who speaks for it; empty for whoever does not look after it.", list[UnitContact]
    )

    @field
    async def kind_name(self, info: Info) -> Localized | None:
        """The name of its kind."""
        row: Any = self
        found: Localized | None = await info.context.loaders.found(_kind_names, row.kind)
        return found

    @field
    async def address(self, info: Info) -> str | None:
        """The street address; only for who speaks for it, looks after it, or has an accepted pledge to it."""
        row: Any = self
        if row.address_sealed is None or not await info.context.loaders.found(_addressed, row.id):
            return None
        return personal.opened(info.context.act.platform.keys, row, "address")

    @field
    async def facts(self, info: Info) -> JSON:
        """What the sectors ask of it, by attribute; the public sees the public ones."""
        row: Any = self
        if await info.context.loaders.found(_concerning, row.id):
            return JSON(row.facts)
        public = await info.context.loaders.found(_public_attributes, row.kind) or frozenset()
        return JSON({name: value for name, value in row.facts.items() if name in public})


def _names(act: Act, keys: list[UUID]) -> dict[UUID, str]:
    return {row.id: personal.opened(act.platform.keys, row, "name") for row in accounts.with_ids(keys)}


def _addressed(act: Act, keys: list[UUID]) -> dict[UUID, bool]:
    return units.among(keys, visibility.sees_address(act))


def _concerning(act: Act, keys: list[UUID]) -> dict[UUID, bool]:
    return units.among(keys, visibility.concerned(act))


def _kind_names(act: Act, kinds: list[str]) -> dict[str, Text]:
    return {kind.code: kind.name for sector in all_in_force(act.now) for kind in sector.definition.unit_kinds}


def _public_attributes(act: Act, kinds: list[str]) -> dict[str, frozenset[str]]:
    """Return kind > the attributes that every sector serving it calls public."""
    serving = [one.definition for one in all_in_force(act.now)]
    found: dict[str, frozenset[str]] = {}
    for kind in kinds:
        asked = [a for one in serving if kind in {k.code for k in one.unit_kinds} for a in one.attributes]
        hidden = {attribute.name for attribute in asked if not attribute.is_public}
        found[kind] = frozenset(attribute.name for attribute in asked) - hidden
    return found
