"""pledges, pledge, pledgePreview."""

from datetime import date
from typing import Annotated

import strawberry

from server.core.errors import NotFound
from server.models.pledge import PledgeState
from server.reads import pledges
from server.schema.connections import DEFAULT_PAGE, Connection, connect
from server.schema.context import Info
from server.schema.fields import argument, field, input_type, optional
from server.schema.given import value_or_none
from server.schema.identifiers import wanted_key
from server.schema.nodes import find_as, key_of
from server.schema.pledges.preview import PledgePreview, shown
from server.schema.pledges.types import Pledge
from server.services.pledges import place, preview
from server.visibility import pledges as visibility


@input_type
class PledgeFilter:
    """Which pledges; what is left out asks nothing."""

    need_id: strawberry.ID | None = optional("For this need.")
    collaborator_id: strawberry.ID | None = optional("Of this collaborator.")
    state: PledgeState | None = optional("In this state.")


@strawberry.type
class PledgeQueries:
    """Queries over pledges."""

    @field
    def pledges(
        self,
        info: Info,
        filter: Annotated[PledgeFilter | None, argument("Which pledges.")] = strawberry.UNSET,
        first: Annotated[int, argument("How many, up to 100.")] = DEFAULT_PAGE,
        after: Annotated[str | None, argument("The cursor to go on from.")] = strawberry.UNSET,
    ) -> Connection[Pledge] | None:
        """The pledges that the viewer may see, the newest first."""
        listed = pledges.listing(visibility.visible(info.context.act), _wanted(info, filter or PledgeFilter()))
        found: Connection[Pledge] = connect(info, listed, pledges.NEWEST, first, value_or_none(after))
        return found

    @field
    def pledge(self, info: Info, id: Annotated[strawberry.ID, argument("The pledge's id.")]) -> Pledge | None:
        """One pledge; null when there is none that the viewer may see."""
        found: Pledge | None = find_as(info.context.act, id, "Pledge")
        return found

    @field
    def pledge_preview(
        self,
        info: Info,
        need_id: Annotated[strawberry.ID, argument("The need.")],
        collaborator_id: Annotated[strawberry.ID, argument("Who would promise.")],
        quantity: Annotated[int, argument("How many whole units of the need's item.")],
        scheduled_on: Annotated[date | None, argument("The day planned for the hand-over.")] = strawberry.UNSET,
    ) -> PledgePreview | None:
        """What a pledge would meet now; null when the viewer may not promise it. Nothing is changed or set aside."""
        try:
            keys = key_of(need_id, "Need"), key_of(collaborator_id, "Collaborator")
        except NotFound:
            return None
        found = preview.preview(info.context.act, place.Promise(*keys, quantity, value_or_none(scheduled_on)))
        return None if found is None else shown(found, info.context.language)


def _wanted(info: Info, filter: PledgeFilter) -> pledges.Wanted:
    return pledges.Wanted(
        need=wanted_key(info, filter.need_id, "Need"),
        collaborator=wanted_key(info, filter.collaborator_id, "Collaborator"),
        state=value_or_none(filter.state),
    )
