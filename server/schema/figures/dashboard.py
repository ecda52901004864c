"""The dashboard's types."""

from datetime import date
from typing import Annotated, Any

import strawberry

from server.models.area import AreaLevel
from server.reads.dashboard import Ground, Totals
from server.schema.areas.types import Area
from server.schema.fields import argument, field, object_type
from server.schema.scalars import Rupiah


@object_type
class Amount:
    """An amount of aid."""

    units: int = field("Whole units of all items together.")
    value: Rupiah = field("What they are worth by their items' reference values.")


@object_type
class Figures:
    """What happened. Commitment, delivery and confirmation are three measures and never mixed."""

    collaborator_count: int = field("How many collaborators have had an accepted pledge.")
    open_need_count: int = field("How many published needs wait for a delivery of the whole or a part.")
    needed: Amount = field("What was needed.")
    pledged: Amount = field("What was ever accepted; a cancellation does not lower it.")
    delivered: Amount = field("What was handed over, by the givers' word.")
    confirmed: Amount = field("What came, by the units' word.")


@object_type
class SectorFigures(Figures):
    """What happened in a sector."""

    sector: str = field("The sector's code.")


@object_type
class AreaFigures(Figures):
    """What happened in an area."""

    area: Area = field("The area.")


@object_type
class Dashboard(Figures):
    """The public figures as of the end of a day in the city; every one is a sum over the ledger."""

    as_of: date = field("The day, which counts in full.")
    ground: strawberry.Private[Ground]

    @field
    def by_sector(self) -> list[SectorFigures]:
        """The figures by sector, by code, for the sectors in which anything was needed."""
        return [SectorFigures(sector=code, **_measures(one)) for code, one in self.ground.by_sector()]

    @field
    def by_area(self, level: Annotated[AreaLevel, argument("How large the areas are.")]) -> list[AreaFigures]:
        """The figures by area, by code, for the areas in which anything was needed; down to the kelurahan."""
        return [AreaFigures(area=_area(area), **_measures(one)) for area, one in self.ground.by_area(level)]


def dashboard(ground: Ground) -> Dashboard:
    """Return what the API shows of a dashboard."""
    return Dashboard(as_of=ground.as_of, ground=ground, **_measures(ground.total()))


def _measures(totals: Totals) -> dict[str, Any]:
    amounts = {name: Amount(units=one.units, value=Rupiah(one.value)) for name, one in totals.amounts.items()}
    counts = {"collaborator_count": len(totals.collaborators), "open_need_count": totals.open_need_count}
    return {**counts, **amounts}


def _area(row: Any) -> Area:
    # Resolvers of nodes are handed the row itself.
    found: Area = row
    return found
