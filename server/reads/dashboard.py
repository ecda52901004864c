"""The dashboard: every figure a sum over the ledger, grouped in memory from three statements."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from uuid import UUID

from server.core.city import City
from server.models.area import Area, AreaLevel
from server.models.sector import Sector, SectorVersion
from server.reads import figures
from server.reads.figures import MEASURES

K = TypeVar("K", bound=Hashable)


@dataclass(slots=True)
class Amount:
    """Whole units, and what they are worth in rupiah by their items' reference values."""

    units: int = 0
    value: int = 0


@dataclass(slots=True)
class Totals:
    """What happened in one place or sector; the three public measures are never mixed (PRODUCT §1)."""

    collaborators: set[UUID] = field(default_factory=set)
    open_need_count: int = 0
    amounts: dict[str, Amount] = field(default_factory=lambda: {name: Amount() for name in MEASURES})


@dataclass(frozen=True, slots=True)
class Ground:
    """What a dashboard is counted from, as of one day; see ``reads.figures`` for the rows."""

    as_of: date
    sums: list[tuple[str, str, str, int, int, int, int]]
    helpers: list[tuple[str, str, UUID]]
    open_needs: list[tuple[str, str]]
    values: dict[tuple[str, str], int]

    def total(self) -> Totals:
        """Return the totals of the whole city."""
        return self._grouped(lambda sector, area: "").get("", Totals())

    def by_sector(self) -> list[tuple[str, Totals]]:
        """Return sector > totals, by code."""
        return sorted(self._grouped(lambda sector, area: sector).items())

    def by_area(self, level: AreaLevel) -> list[tuple[Area, Totals]]:
        """Return area > totals for the areas of a level in which anything was needed, by code."""
        known = figures.areas_above_rw()
        above = {code: next((one for one in _upwards(known, code) if one.level is level), None) for code in known}
        grouped = self._grouped(lambda sector, area: found.code if (found := above.get(area)) else None)
        return [(known[code], totals) for code, totals in sorted(grouped.items())]

    def _grouped(self, key: Callable[[str, str], K | None]) -> dict[K, Totals]:
        found: dict[K, Totals] = {}

        def at(sector: str, area: str) -> Totals:
            group = key(sector, area)
            return Totals() if group is None else found.setdefault(group, Totals())

        for sector, area, item, *units in self.sums:
            amounts = at(sector, area).amounts
            for name, count in zip(MEASURES, units, strict=True):
                amounts[name].units += int(count)
                amounts[name].value += int(count) * self.values.get((sector, item), 0)
        for sector, area, collaborator in self.helpers:
            at(sector, area).collaborators.add(collaborator)
        for sector, area in self.open_needs:
            at(sector, area).open_need_count += 1
        return found


def ground(city: City, as_of: date) -> Ground:
    """Read what the dashboard of the end of the day ``as_of`` is counted from."""
    return Ground(
        as_of=as_of,
        sums=list(figures.sums(city, as_of)),
        helpers=list(figures.helpers(as_of)),
        open_needs=list(figures.open_needs(city, as_of)),
        values=_reference_values(city, as_of),
    )


def _reference_values(city: City, as_of: date) -> dict[tuple[str, str], int]:
    """Return (sector, item) > rupiah by the newest version then in force that has the item."""
    versions = (
        SectorVersion.select(SectorVersion.definition, Sector.code)
        .join(Sector)
        .where(SectorVersion.effective_from < figures.end_of(city, as_of))
        .order_by(SectorVersion.number)
    )
    return {
        (row.sector.code, item["code"]): int(item["reference_value"])
        for row in versions
        for item in row.definition.get("items", ())
    }


def _upwards(known: Mapping[str, Area], code: str) -> Iterator[Area]:
    """Yield the area with ``code`` and those that it lies in."""
    area = known.get(code)
    while area is not None:
        yield area
        area = known.get(area.parent) if area.parent else None
