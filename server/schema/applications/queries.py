"""applications, application."""

from typing import Annotated

import strawberry

from server.models.application import Application as ApplicationRow
from server.reads import applications as reads
from server.reads.paging import newest
from server.schema.applications.types import Application
from server.schema.connections import DEFAULT_PAGE, Connection, connect
from server.schema.context import Info
from server.schema.fields import argument, field
from server.schema.nodes import find_as
from server.visibility import applications as visibility

_NEWEST = newest(ApplicationRow)


@strawberry.type
class ApplicationQueries:
    """Queries over applications."""

    @field
    def applications(
        self,
        info: Info,
        first: Annotated[int, argument("How many, up to 100.")] = DEFAULT_PAGE,
        after: Annotated[str | None, argument("The cursor to go on from.")] = strawberry.UNSET,
    ) -> Connection[Application] | None:
        """The viewer's own applications, the newest first."""
        listed = reads.own(info.context.act, visibility.visible(info.context.act))
        return connect(info, listed, _NEWEST, first, after or None)

    @field
    def application(
        self, info: Info, id: Annotated[strawberry.ID, argument("The application's id.")]
    ) -> Application | None:
        """One application; null when there is none that the viewer may see."""
        return find_as(info.context.act, id, "Application")
