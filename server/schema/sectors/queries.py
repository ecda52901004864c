"""sectors, sector."""

from typing import Annotated

import strawberry

from server.reads import sectors
from server.schema.connections import DEFAULT_PAGE, Connection, connect
from server.schema.context import Info
from server.schema.fields import argument, field
from server.schema.sectors.types import Sector
from server.visibility import sectors as visibility


@strawberry.type
class SectorQueries:
    """Queries over sectors."""

    @field
    def sectors(
        self,
        info: Info,
        first: Annotated[int, argument("How many, up to 100.")] = DEFAULT_PAGE,
        after: Annotated[str | None, argument("The cursor to go on from.")] = strawberry.UNSET,
    ) -> Connection[Sector] | None:
        """The programmes, by code; paused and retired ones too."""
        listed = sectors.listing(visibility.visible(info.context.act))
        found: Connection[Sector] = connect(info, listed, sectors.BY_CODE, first, after or None)
        return found

    @field
    def sector(self, info: Info, code: Annotated[str, argument("The sector's code.")]) -> Sector | None:
        """The programme with a code."""
        found: Sector | None = sectors.with_code(code, visibility.visible(info.context.act)).first()
        return found
