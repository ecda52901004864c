"""The definition in force: one small query per request, read and parsed once per version and process."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from peewee import Tuple, fn

from server.models.sector import Sector, SectorState, SectorVersion
from server.sectors.definition import SectorDefinition
from server.sectors.parse import from_document


@dataclass(frozen=True, slots=True)
class InForce:
    """A sector as it holds at some instant: its row, its state, the version's number and its definition."""

    id: UUID
    state: SectorState
    number: int
    definition: SectorDefinition


def in_force(code: str, at: datetime) -> InForce | None:
    """Return the newest version of ``code`` that holds at ``at``; ``None`` when the sector has none."""
    return _first(_versions().where(Sector.code == code, SectorVersion.effective_from <= at))


def version(code: str, number: int) -> InForce | None:
    """Return one version of ``code``, in force or not: old needs and pledges keep theirs."""
    return _first(_versions().where(Sector.code == code, SectorVersion.number == number))


def pinned(code: str, number: int) -> InForce:
    """Return the version that a row pins; that it is gone is a bug, since versions are kept for ever."""
    found = version(code, number)
    if found is None:
        raise AssertionError(f"{code} has no version {number}")
    return found


def all_in_force(at: datetime) -> list[InForce]:
    """Return every sector with the version that holds at ``at``, by code."""
    newest = (
        SectorVersion.select(SectorVersion.sector, fn.MAX(SectorVersion.number))
        .where(SectorVersion.effective_from <= at)
        .group_by(SectorVersion.sector)
    )
    rows = _versions().where(Tuple(SectorVersion.sector, SectorVersion.number).in_(newest))
    return sorted(map(_read, rows), key=lambda found: found.definition.code)


def versions(wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], InForce]:
    """Return (code, number) > that version, for those that exist, in one query."""
    pairs = set(wanted)
    rows = _versions().where(
        Sector.code.in_({code for code, _ in pairs}), SectorVersion.number.in_({number for _, number in pairs})
    )
    found = {(row.sector.code, row.number): row for row in rows}
    return {pair: _read(found[pair]) for pair in pairs if pair in found}


def definition_of(row: SectorVersion) -> SectorDefinition:
    """Return the parsed definition of a version; the document is read once per process, for it never changes."""
    if row.definition_hash not in _parsed:
        document = SectorVersion.select(SectorVersion.definition).where(SectorVersion.id == row.id).scalar()
        _parsed[row.definition_hash] = from_document(document)
    return _parsed[row.definition_hash]


_parsed: dict[str, SectorDefinition] = {}


def _versions() -> Any:
    columns = (SectorVersion.id, SectorVersion.number, SectorVersion.definition_hash)
    query = SectorVersion.select(*columns, Sector.id, Sector.code, Sector.state).join(Sector)
    return query.order_by(SectorVersion.number.desc())


def _first(query: Any) -> InForce | None:
    row = query.first()
    return None if row is None else _read(row)


def _read(row: Any) -> InForce:
    return InForce(row.sector.id, row.sector.state, row.number, definition_of(row))
