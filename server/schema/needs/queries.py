"""needs, need."""

from enum import StrEnum
from typing import Annotated

import strawberry

from server.core.errors import NotFound
from server.models.need import NeedState
from server.reads import needs
from server.schema.connections import DEFAULT_PAGE, Connection, bad_input, connect
from server.schema.context import Info
from server.schema.fields import argument, enum_type, field, input_type, optional
from server.schema.given import value_or_none
from server.schema.needs.types import Need
from server.schema.nodes import find_as, key_of
from server.visibility import needs as visibility


@enum_type
class NeedOrder(StrEnum):
    """In which order needs are listed."""

    BY_GAP = "BY_GAP"
    NEWEST = "NEWEST"


_ORDERINGS = {NeedOrder.BY_GAP: needs.BY_GAP, NeedOrder.NEWEST: needs.NEWEST}


@input_type
class NeedFilter:
    """Which needs; what is left out asks nothing."""

    area: str | None = optional("In and below the area with this code.")
    sector: str | None = optional("Of this sector.")
    state: NeedState | None = optional("In this state.")
    unit_id: strawberry.ID | None = optional("Of this unit.")
    period: str | None = optional("For exactly this period.")


@strawberry.type
class NeedQueries:
    """Queries over needs."""

    @field
    def needs(
        self,
        info: Info,
        filter: Annotated[NeedFilter | None, argument("Which needs.")] = strawberry.UNSET,
        order: Annotated[NeedOrder, argument("In which order.")] = NeedOrder.BY_GAP,
        first: Annotated[int, argument("How many, up to 100.")] = DEFAULT_PAGE,
        after: Annotated[str | None, argument("The cursor to go on from.")] = strawberry.UNSET,
    ) -> Connection[Need] | None:
        """What is needed; the public sees what was verified, and no unit of fewer than ten households by itself."""
        wanted = _wanted(info, filter or NeedFilter())
        listed = needs.listing(visibility.visible(info.context.act), wanted)
        found: Connection[Need] = connect(info, listed, _ORDERINGS[order], first, after or None)
        return found

    @field
    def need(self, info: Info, id: Annotated[strawberry.ID, argument("The need's id.")]) -> Need | None:
        """One need; null when there is none that the viewer may see."""
        found: Need | None = find_as(info.context.act, id, "Need")
        return found


def _wanted(info: Info, filter: NeedFilter) -> needs.Wanted:
    try:
        unit = key_of(filter.unit_id, "RecipientUnit") if filter.unit_id else None
    except NotFound:
        raise bad_input(info, "BAD_ID") from None
    return needs.Wanted(
        area=value_or_none(filter.area),
        sector=value_or_none(filter.sector),
        state=value_or_none(filter.state),
        unit=unit,
        period=value_or_none(filter.period),
    )
