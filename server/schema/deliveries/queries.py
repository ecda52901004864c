"""deliveries, delivery."""

from typing import Annotated

import strawberry

from server.models.delivery import DeliveryState
from server.reads import deliveries
from server.schema.connections import DEFAULT_PAGE, Connection, connect
from server.schema.context import Info
from server.schema.deliveries.types import Delivery
from server.schema.fields import argument, field, input_type, optional
from server.schema.given import value_or_none
from server.schema.identifiers import wanted_key
from server.schema.nodes import find_as
from server.visibility import deliveries as visibility


@input_type
class DeliveryFilter:
    """Which deliveries; what is left out asks nothing."""

    area: str | None = optional("In and below the area with this code.")
    sector: str | None = optional("Of this sector.")
    need_id: strawberry.ID | None = optional("For this need.")
    unit_id: strawberry.ID | None = optional("To this recipient unit.")
    pledge_id: strawberry.ID | None = optional("Under this pledge.")
    collaborator_id: strawberry.ID | None = optional("Of this collaborator.")
    state: DeliveryState | None = optional("In this state.")


@strawberry.type
class DeliveryQueries:
    """Queries over deliveries."""

    @field
    def deliveries(
        self,
        info: Info,
        filter: Annotated[DeliveryFilter | None, argument("Which deliveries.")] = strawberry.UNSET,
        first: Annotated[int, argument("How many, up to 100.")] = DEFAULT_PAGE,
        after: Annotated[str | None, argument("The cursor to go on from.")] = strawberry.UNSET,
    ) -> Connection[Delivery] | None:
        """Who gave what where, the newest first."""
        wanted = _wanted(info, filter or DeliveryFilter())
        listed = deliveries.listing(visibility.visible(info.context.act), wanted)
        found: Connection[Delivery] = connect(info, listed, deliveries.NEWEST, first, value_or_none(after))
        return found

    @field
    def delivery(self, info: Info, id: Annotated[strawberry.ID, argument("The delivery's id.")]) -> Delivery | None:
        """One delivery; null when there is none that the viewer may see."""
        found: Delivery | None = find_as(info.context.act, id, "Delivery")
        return found


def _wanted(info: Info, filter: DeliveryFilter) -> deliveries.Wanted:
    return deliveries.Wanted(
        area=value_or_none(filter.area),
        sector=value_or_none(filter.sector),
        need=wanted_key(info, filter.need_id, "Need"),
        unit=wanted_key(info, filter.unit_id, "RecipientUnit"),
        pledge=wanted_key(info, filter.pledge_id, "Pledge"),
        collaborator=wanted_key(info, filter.collaborator_id, "Collaborator"),
        state=value_or_none(filter.state),
    )
