"""node, nodes."""

from typing import Annotated

import strawberry

from server.reads.paging import LARGEST_PAGE
from server.schema.connections import bad_input
from server.schema.context import Info
from server.schema.fields import argument, field
from server.schema.nodes import Node, find_node, find_nodes


@strawberry.type
class NodeQueries:
    """Fetching objects by id."""

    @field
    def node(self, info: Info, id: Annotated[strawberry.ID, argument("The object's id.")]) -> Node | None:
        """The object with this id; null when there is none that the viewer may see."""
        return find_node(info.context.act, id)

    @field
    def nodes(self, info: Info, ids: Annotated[list[strawberry.ID], argument("Up to 100 ids.")]) -> list[Node | None]:
        """The objects with these ids, in their order; null for each that the viewer may not see."""
        if len(ids) > LARGEST_PAGE:
            raise bad_input(info, "BAD_PAGE_SIZE")
        return find_nodes(info.context.act, ids)
