"""Folds the ledger into the cube, and proves that both and the counters say the same (ARCHITECTURE §2.7).

Rows are marked as they are folded, in the same transaction as the sums. "The last id that was folded" would lose rows:
on PostgreSQL a transaction with an earlier id may commit later. What is not folded yet is the tail; reads add it
(``reads.figures``), so that no figure is ever late and folding can run when it likes.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from peewee import EXCLUDED, fn

from server.core.act import Act
from server.core.city import City
from server.core.dialect import locked, one_snapshot
from server.models.delivery import Delivery
from server.models.first_pledge import FirstPledge
from server.models.ledger_entry import CubeCell, EntryKind, LedgerEntry
from server.models.need import Need
from server.models.pledge import HOLDING, Pledge

TASK = "fold_ledger"
MEASURES = {kind: kind.value.lower() for kind in EntryKind}
"""What is summed, and the cube's column for it."""

Cell = tuple[date, str, str, str]
"""Recorded day in the city's zone, sector, area, item."""
Sums = dict[Cell, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Drift:
    """Two places that should say the same and do not: what, of which thing, as kept and as recomputed."""

    what: str
    of: str
    kept: object
    recomputed: object


def has_tail() -> bool:
    """Say whether something waits to be folded; a plain read."""
    return bool(LedgerEntry.select().where(~LedgerEntry.is_folded).exists())


def fold(act: Act, limit: int = 2000) -> int:
    """Add up to ``limit`` entries that are not in the cube to it; return how many. Any number of folders may run.

    Entries that another folder holds are passed over; cells are taken in one order, so that folders do not deadlock.
    """
    query = LedgerEntry.select().where(~LedgerEntry.is_folded).order_by(LedgerEntry.recorded_at, LedgerEntry.id)
    rows = list(locked(query.limit(limit), skip=True))
    if not rows:
        return 0
    for cell, sums in sorted(summed(act.platform.city, rows).items()):
        _add(cell, sums)
    marked = LedgerEntry.update(is_folded=True).where(LedgerEntry.id.in_([row.id for row in rows]))
    return int(marked.execute())


def summed(city: City, rows: Iterable[Any]) -> Sums:
    """Return the entries' sums by cell; a day is that of ``recorded_at`` in the city's zone."""
    found: Sums = defaultdict(lambda: dict.fromkeys(MEASURES.values(), 0))
    for row in rows:
        found[city.day_of(row.recorded_at), row.sector, row.area, row.item][MEASURES[row.kind]] += row.quantity
    return found


def drift(city: City) -> list[Drift]:
    """Recompute the cube, the first pledges and every counter from the rows they stand for; return what differs.

    Reads the whole ledger: for ``ksbb doctor``, tests and a nightly check. Give it a transaction of its own, in which
    it sees one state, however much is pledged meanwhile.
    """
    one_snapshot()
    return [*_cube_drift(city), *_first_pledge_drift(city), *_need_drift(), *_pledge_drift()]


def _add(cell: Cell, sums: dict[str, int]) -> None:
    day, sector, area, item = cell
    columns = {name: getattr(CubeCell, name) for name in sums}
    CubeCell.insert(day=day, sector=sector, area=area, item=item, **sums).on_conflict(
        conflict_target=[CubeCell.day, CubeCell.sector, CubeCell.area, CubeCell.item],
        update={column: column + getattr(EXCLUDED, name) for name, column in columns.items()},
    ).execute()


def _cube_drift(city: City) -> Iterator[Drift]:
    kept: Sums = {
        (row.day, row.sector, row.area, row.item): {name: getattr(row, name) for name in MEASURES.values()}
        for row in CubeCell.select()
    }
    again = summed(city, LedgerEntry.select().where(LedgerEntry.is_folded).iterator())
    for cell in sorted(kept.keys() | again.keys()):
        if kept.get(cell) != again.get(cell):
            yield Drift("cube", "/".join(map(str, cell)), kept.get(cell), again.get(cell))


def _first_pledge_drift(city: City) -> Iterator[Drift]:
    kept = {(row.collaborator, row.sector, row.area): row.day for row in FirstPledge.select()}
    again: dict[Any, date] = {}
    pledged = LedgerEntry.select().where(LedgerEntry.kind == EntryKind.PLEDGED, LedgerEntry.collaborator.is_null(False))
    for row in pledged.iterator():
        place, day = (row.collaborator, row.sector, row.area), city.day_of(row.recorded_at)
        again[place] = min(day, again.get(place, day))
    for place in sorted(kept.keys() | again.keys(), key=str):
        if kept.get(place) != again.get(place):
            yield Drift("first_pledge", "/".join(map(str, place)), kept.get(place), again.get(place))


def _need_drift() -> Iterator[Drift]:
    """Compare each need's counters with the pledges that hold on it and with its ledger."""
    held = fn.SUM(Pledge.quantity - Pledge.delivered - Pledge.released)
    reserved = _by_key(Pledge.select(Pledge.need, held).where(Pledge.state.in_(HOLDING)).group_by(Pledge.need))
    moved = LedgerEntry.select(LedgerEntry.need, fn.SUM(LedgerEntry.quantity)).group_by(LedgerEntry.need)
    delivered = _by_key(moved.where(LedgerEntry.kind == EntryKind.DELIVERED))
    confirmed = _by_key(moved.where(LedgerEntry.kind == EntryKind.CONFIRMED))
    for need in Need.select().iterator():
        kept = (need.reserved, need.delivered, need.confirmed)
        again = (reserved.get(need.id, 0), delivered.get(need.id, 0), confirmed.get(need.id, 0))
        if kept != again:
            yield Drift("need", str(need.id), kept, again)


def _pledge_drift() -> Iterator[Drift]:
    """Compare what pledges say was delivered and confirmed with their deliveries."""
    delivered = _by_key(Delivery.select(Delivery.pledge, fn.SUM(Delivery.quantity)).group_by(Delivery.pledge))
    confirmed = _by_key(Delivery.select(Delivery.pledge, fn.SUM(Delivery.confirmed)).group_by(Delivery.pledge))
    for pledge in Pledge.select().iterator():
        kept = (pledge.delivered, pledge.confirmed)
        again = (delivered.get(pledge.id, 0), confirmed.get(pledge.id, 0))
        if kept != again:
            yield Drift("pledge", str(pledge.id), kept, again)


def _by_key(query: Any) -> dict[UUID, int]:
    return {key: int(total) for key, total in query.tuples()}
