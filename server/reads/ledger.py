"""Queries over the ledger."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from server.core.city import City
from server.core.dialect import in_subtree
from server.models.ledger_entry import EntryKind, LedgerEntry
from server.reads.paging import Key, Ordering, instant, newest

NEWEST = Ordering("recorded", (Key(LedgerEntry.recorded_at, instant, descending=True), *newest(LedgerEntry).keys))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries; ``month`` is its first day, and an entry's month that of its recording in the city's zone."""

    area: str | None = None
    sector: str | None = None
    item: str | None = None
    kind: EntryKind | None = None
    collaborator: UUID | None = None
    need: UUID | None = None
    month: date | None = None


def listing(city: City, visible: Any, wanted: Wanted) -> Any:
    """Return the entries that are wanted and may be seen."""
    found = LedgerEntry.select().where(visible)
    if wanted.area is not None:
        found = found.where(in_subtree(LedgerEntry.area, wanted.area))
    if wanted.month is not None:
        year, month = divmod(wanted.month.month, 12)
        following = date(wanted.month.year + year, month + 1, 1)
        found = found.where(
            LedgerEntry.recorded_at >= _start(city, wanted.month), LedgerEntry.recorded_at < _start(city, following)
        )
    asked = {
        LedgerEntry.sector: wanted.sector,
        LedgerEntry.item: wanted.item,
        LedgerEntry.kind: wanted.kind,
        LedgerEntry.collaborator: wanted.collaborator,
        LedgerEntry.need: wanted.need,
    }
    for column, value in asked.items():
        if value is not None:
            found = found.where(column == value)
    return found


def _start(city: City, day: date) -> datetime:
    return datetime.combine(day, time(), city.zone).astimezone(UTC)
