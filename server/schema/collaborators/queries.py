"""collaborators, collaborator."""

from typing import Annotated

import strawberry

from server.models.collaborator import CollaboratorKind
from server.reads import collaborators
from server.schema.collaborators.types import Collaborator
from server.schema.connections import DEFAULT_PAGE, Connection, connect
from server.schema.context import Info
from server.schema.fields import argument, field
from server.schema.given import value_or_none
from server.schema.nodes import find_as
from server.visibility import collaborators as visibility


@strawberry.type
class CollaboratorQueries:
    """Queries over collaborators."""

    @field
    def collaborators(
        self,
        info: Info,
        kind: Annotated[CollaboratorKind | None, argument("Only of this kind.")] = strawberry.UNSET,
        sector: Annotated[str | None, argument("Only those that have pledged in this sector.")] = strawberry.UNSET,
        first: Annotated[int, argument("How many, up to 100.")] = DEFAULT_PAGE,
        after: Annotated[str | None, argument("The cursor to go on from.")] = strawberry.UNSET,
    ) -> Connection[Collaborator] | None:
        """Who takes part, by public name."""
        visible = visibility.visible(info.context.act)
        listed = collaborators.listing(visible, value_or_none(kind), value_or_none(sector))
        found: Connection[Collaborator] = connect(info, listed, collaborators.BY_NAME, first, value_or_none(after))
        return found

    @field
    def collaborator(
        self, info: Info, id: Annotated[strawberry.ID, argument("The collaborator's id.")]
    ) -> Collaborator | None:
        """One collaborator; null when there is none."""
        found: Collaborator | None = find_as(info.context.act, id, "Collaborator")
        return found
