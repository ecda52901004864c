"""recipientUnits, recipientUnit."""

from typing import Annotated

import strawberry

from server.reads import units
from server.schema.connections import DEFAULT_PAGE, Connection, connect
from server.schema.context import Info
from server.schema.fields import argument, field, input_type, optional
from server.schema.given import value_or_none
from server.schema.nodes import find_as
from server.schema.units.types import RecipientUnit
from server.services.sectors.current import in_force
from server.visibility import units as visibility


@input_type
class RecipientUnitFilter:
    """Which units; what is left out asks nothing."""

    area: str | None = optional("In and below the area with this code.")
    sector: str | None = optional("Of a kind that this sector helps.")
    kind: str | None = optional("Of this kind.")


@strawberry.type
class UnitQueries:
    """Queries over recipient units."""

    @field
    def recipient_units(
        self,
        info: Info,
        filter: Annotated[RecipientUnitFilter | None, argument("Which units.")] = strawberry.UNSET,
        first: Annotated[int, argument("How many, up to 100.")] = DEFAULT_PAGE,
        after: Annotated[str | None, argument("The cursor to go on from.")] = strawberry.UNSET,
    ) -> Connection[RecipientUnit] | None:
        """Places and bodies that aid goes to, by name."""
        wanted = filter or RecipientUnitFilter()
        area, sector, kind = map(value_or_none, (wanted.area, wanted.sector, wanted.kind))
        kinds = None if kind is None else {kind}
        if sector is not None:
            served = _kinds(info, sector)
            kinds = served if kinds is None else kinds & served
        listed = units.listing(visibility.visible(info.context.act), area, kinds)
        found: Connection[RecipientUnit] = connect(info, listed, units.BY_NAME, first, after or None)
        return found

    @field
    def recipient_unit(
        self, info: Info, id: Annotated[strawberry.ID, argument("The unit's id.")]
    ) -> RecipientUnit | None:
        """The unit with an id; null when there is none that the viewer may see."""
        return find_as(info.context.act, id, "RecipientUnit")


def _kinds(info: Info, sector: str) -> set[str]:
    found = in_force(sector, info.context.act.now)
    return {kind.code for kind in found.definition.unit_kinds} if found else set()
