"""The sector type: a row, and the definition that is in force."""

from collections.abc import Callable
from typing import Any

from strawberry.scalars import JSON

from server.core.act import Act
from server.models.recipient import RecipientKind
from server.models.sector import Sector as SectorRow
from server.models.sector import SectorState
from server.schema.context import Info
from server.schema.fields import enum_type, field
from server.schema.nodes import Node, node
from server.schema.scalars import Rupiah
from server.schema.sectors.parts import (
    AidItem,
    EligibilityClause,
    Localized,
    OverlapRuleType,
    SectorAttribute,
    UnitKind,
)
from server.sectors.definition import RecipientKind as DefinedKind
from server.sectors.definition import SectorDefinition
from server.sectors.facts import attribute_schema
from server.services.sectors.current import InForce, all_in_force
from server.visibility import sectors as visibility

enum_type(SectorState)


def in_force(act: Act, codes: list[str]) -> dict[str, InForce]:
    """Return code > the sector as it holds now."""
    return {found.definition.code: found for found in all_in_force(act.now)}


def defined(described: str, gives: Any, read: Callable[[SectorDefinition], Any]) -> Any:
    """Declare a field that ``read`` takes from the definition in force."""

    async def resolve(self: Any, info: Info) -> Any:
        return read((await info.context.loaders.found(in_force, self.code)).definition)

    resolve.__doc__ = described
    resolve.__annotations__["return"] = gives
    return field(resolve)


@node(model=SectorRow, visible=visibility.visible)
class Sector(Node):
    """A programme: what is given, to whom, under which rules. All of it is data, and each version stays for ever."""

    code: str = field("Stable.")
    state: SectorState = field("Whether it takes needs and pledges.")
    name: Localized = defined("Its name.", Localized, lambda one: one.name)
    aliases: list[str] = defined("Other names in use.", list[str], lambda one: list(one.aliases))
    purpose: Localized = defined("What it is for.", Localized, lambda one: one.purpose)
    owner: Localized = defined("The agency that owns it.", Localized, lambda one: one.owner)
    legal_basis: str = defined("What it rests on.", str, lambda one: one.legal_basis)
    definition_hash: str = defined("SHA-256 of the definition.", str, lambda one: one.definition_hash)
    unit_kinds: list[UnitKind] = defined("Places and bodies that it helps.", list[UnitKind], lambda one: one.unit_kinds)
    items: list[AidItem] = defined("What it gives.", list[AidItem], lambda one: one.items)
    clauses: list[EligibilityClause] = defined(
        "The conditions of eligibility.", list[EligibilityClause], lambda one: one.clauses
    )
    overlap_rules: list[OverlapRuleType] = defined(
        "What counts as overlap.", list[OverlapRuleType], lambda one: one.overlap
    )
    conditions: list[Localized] = defined("What a giver promises.", list[Localized], lambda one: one.conditions)
    approval_threshold: Rupiah = defined(
        "A pledge worth more passes through approval.", Rupiah, lambda one: one.approval.threshold_rupiah
    )
    recipient_kind: RecipientKind | None = defined(
        "Who stands behind a unit; null when the unit itself is helped.",
        RecipientKind | None,
        lambda one: None if one.recipient_kind is DefinedKind.NONE else RecipientKind(one.recipient_kind.value),
    )

    @field
    async def version_number(self, info: Info) -> int:
        """The number of the version in force."""
        found: InForce = await info.context.loaders.found(in_force, _code(self))
        return found.number

    @field
    async def attributes(self, info: Info) -> list[SectorAttribute]:
        """The facts that it asks for; the public sees the public ones."""
        found: InForce = await info.context.loaders.found(in_force, _code(self))
        shown: Any = [one for one in found.definition.attributes if one.is_public or _sees_all(info)]
        return shown

    @field
    async def form_schema(self, info: Info) -> JSON:
        """JSON Schema (2020-12) of its facts, with titles in both languages; the public sees the public ones."""
        found: InForce = await info.context.loaders.found(in_force, _code(self))
        schema = attribute_schema(found.definition)
        listed: Any = schema["properties"]
        seen = {name: one for name, one in listed.items() if one["x-public"] or _sees_all(info)}
        return JSON({**schema, "properties": seen})


def _code(row: Any) -> str:
    return str(row.code)


def _sees_all(info: Info) -> bool:
    return visibility.sees_every_attribute(info.context.act)
