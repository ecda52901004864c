"""The public figures: the folded cube and the unfolded tail, added in one statement."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from peewee import Case, fn

from server.core.city import City
from server.models.area import Area, AreaLevel
from server.models.first_pledge import FirstPledge
from server.models.ledger_entry import CubeCell, EntryKind, LedgerEntry

MEASURES = {"needed": EntryKind.NEEDED, "pledged": EntryKind.PLEDGED}
MEASURES |= {"delivered": EntryKind.DELIVERED, "confirmed": EntryKind.CONFIRMED}


def end_of(city: City, day: date) -> datetime:
    """Return the first instant (UTC) after ``day`` in the city: what was recorded before it counts as of that day."""
    return datetime.combine(day + timedelta(days=1), time(), city.zone).astimezone(UTC)


def sums(city: City, as_of: date) -> Any:
    """Return rows of (sector, area, item, needed, pledged, delivered, confirmed) up to and with the day ``as_of``.

    One statement reads cube and tail: between two, a folder could move rows from one to the other, and they would
    count twice or not at all. A sector, area and item may come twice, once from each.
    """
    columns = [getattr(CubeCell, name) for name in MEASURES]
    cube = CubeCell.select(
        CubeCell.sector, CubeCell.area, CubeCell.item, *(fn.SUM(column) for column in columns)
    ).where(CubeCell.day <= as_of)
    tail = LedgerEntry.select(
        LedgerEntry.sector,
        LedgerEntry.area,
        LedgerEntry.item,
        *(fn.SUM(Case(None, [(LedgerEntry.kind == kind, LedgerEntry.quantity)], 0)) for kind in MEASURES.values()),
    ).where(~LedgerEntry.is_folded, LedgerEntry.recorded_at < end_of(city, as_of))
    folded = cube.group_by(CubeCell.sector, CubeCell.area, CubeCell.item)
    return folded.union_all(tail.group_by(LedgerEntry.sector, LedgerEntry.area, LedgerEntry.item)).tuples()


def helpers(as_of: date) -> Any:
    """Return rows of (sector, area, collaborator): who had an accepted pledge there by the end of ``as_of``.

    Who helps in two places stands there twice: count distinct collaborators.
    """
    found = FirstPledge.select(FirstPledge.sector, FirstPledge.area, FirstPledge.collaborator)
    return found.where(FirstPledge.day <= as_of).tuples()


def open_needs(city: City, as_of: date) -> Any:
    """Return rows of (sector, area): one for each need of which a part was still to be delivered as of that day."""
    movement = Case(
        LedgerEntry.kind,
        [(EntryKind.NEEDED, LedgerEntry.quantity), (EntryKind.DELIVERED, LedgerEntry.quantity * -1)],
        0,
    )
    counted = LedgerEntry.kind.in_([EntryKind.NEEDED, EntryKind.DELIVERED])
    return (
        LedgerEntry.select(LedgerEntry.sector, LedgerEntry.area)
        .where(counted, LedgerEntry.recorded_at < end_of(city, as_of))
        .group_by(LedgerEntry.need, LedgerEntry.sector, LedgerEntry.area)
        .having(fn.SUM(movement) > 0)
        .tuples()
    )


def areas_above_rw() -> Mapping[str, Area]:
    """Return code > area for every area from the kelurahan up, those that no longer exist too."""
    return {row.code: row for row in Area.select().where(Area.level != AreaLevel.RW)}
