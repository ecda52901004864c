"""Loads the areas of a city and what became of what: again and again without harm."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from peewee import EXCLUDED

from server.core.act import Act
from server.core.areas import AreaRecord
from server.core.dialect import serialise
from server.core.ids import new_id
from server.models.area import Area, AreaSuccession
from server.services import audit

_BATCH = 500
"""Rows a statement; with eleven values each this stays below what SQLite and PostgreSQL take."""
_KEPT = ("level", "name", "parent", "postal_code", "grid_col", "grid_row", "valid_from", "valid_to")


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many areas and successions were new or changed."""

    areas: int
    successions: int


def load(act: Act, records: Sequence[AreaRecord]) -> Loaded:
    """Bring the areas into line with ``records`` (parents before children); what is right already is left alone.

    An area that ``records`` do not name stays: an area ends by its ``valid_to``, it is never forgotten. For the
    platform itself (start, demo, tests); people revise single areas.
    """
    serialise("areas")
    before = {row.code: row for row in Area.select()}
    changed = [record for record in records if _differs(record, before.get(record.code))]
    for batch in _batches([_row(act, record) for record in changed]):
        query = Area.insert_many(batch)
        update = {getattr(Area, name): getattr(EXCLUDED, name) for name in _KEPT}
        query.on_conflict(conflict_target=[Area.code], update=update).execute()
    loaded = Loaded(len(changed), _succeed(records))
    if loaded.areas or loaded.successions:
        facts = {"areas": loaded.areas, "successions": loaded.successions}
        audit.record(act, f"areas:{act.platform.city.code}", "areas.loaded", facts)
    return loaded


def _succeed(records: Sequence[AreaRecord]) -> int:
    pairs = {(old, record.code) for record in records for old in record.predecessors}
    if not pairs:
        return 0
    codes = {code for pair in pairs for code in pair}
    keys: dict[str, UUID] = {row.code: row.id for row in Area.select(Area.id, Area.code).where(Area.code.in_(codes))}
    known = {(row.predecessor_id, row.successor_id) for row in AreaSuccession.select()}
    rows = [
        {"predecessor": keys[old], "successor": keys[new]}
        for old, new in sorted(pairs)
        if (keys[old], keys[new]) not in known
    ]
    for batch in _batches(rows):
        AreaSuccession.insert_many(batch).execute()
    return len(rows)


def _differs(record: AreaRecord, row: Area | None) -> bool:
    return row is None or any(getattr(row, name) != getattr(record, name) for name in _KEPT)


def _row(act: Act, record: AreaRecord) -> dict[str, object]:
    return {"id": new_id(), "created_at": act.now, "code": record.code} | {
        name: getattr(record, name) for name in _KEPT
    }


def _batches(rows: Sequence[dict[str, Any]]) -> list[Sequence[dict[str, Any]]]:
    return [rows[start : start + _BATCH] for start in range(0, len(rows), _BATCH)]
