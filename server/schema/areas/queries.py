"""areas, area."""

from typing import Annotated

import strawberry

from server.models.area import AreaLevel
from server.reads import areas
from server.schema.areas.types import Area
from server.schema.connections import DEFAULT_PAGE, Connection, connect
from server.schema.context import Info
from server.schema.fields import argument, field


@strawberry.type
class AreaQueries:
    """Queries over areas."""

    @field
    def areas(
        self,
        info: Info,
        level: Annotated[AreaLevel | None, argument("Only this level.")] = strawberry.UNSET,
        parent: Annotated[str | None, argument("Only the children of the area with this code.")] = strawberry.UNSET,
        first: Annotated[int, argument("How many, up to 100.")] = DEFAULT_PAGE,
        after: Annotated[str | None, argument("The cursor to go on from.")] = strawberry.UNSET,
    ) -> Connection[Area] | None:
        """The areas that exist today, by code."""
        return connect(
            info,
            areas.listing(info.context.act.today, level or None, parent or None),
            areas.BY_CODE,
            first,
            after or None,
        )

    @field
    def area(self, code: Annotated[str, argument("Kemendagri code.")]) -> Area | None:
        """The area with a code, also one that no longer exists."""
        return areas.with_code(code).first()
