"""Queries over deliveries."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from server.core.dialect import in_subtree
from server.models.delivery import Delivery, DeliveryState
from server.models.need import Need
from server.models.pledge import Pledge
from server.reads.paging import newest

NEWEST = newest(Delivery)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which deliveries: in and below an area, of a sector, need, unit, pledge, collaborator; ``None`` asks nothing."""

    area: str | None = None
    sector: str | None = None
    need: UUID | None = None
    unit: UUID | None = None
    pledge: UUID | None = None
    collaborator: UUID | None = None
    state: DeliveryState | None = None


def listing(visible: Any, wanted: Wanted) -> Any:
    """Return the deliveries that are wanted and may be seen."""
    found = Delivery.select().join(Pledge).join(Need).where(visible)
    if wanted.area is not None:
        found = found.where(in_subtree(Need.area, wanted.area))
    asked = {
        Need.sector: wanted.sector,
        Need.id: wanted.need,
        Need.unit: wanted.unit,
        Pledge.id: wanted.pledge,
        Pledge.collaborator: wanted.collaborator,
        Delivery.state: wanted.state,
    }
    for column, value in asked.items():
        if value is not None:
            found = found.where(column == value)
    return found
