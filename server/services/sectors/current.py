"""The definition in force: one small query per request, parsed once per version and process."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

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
    return _read(_versions().where(Sector.code == code, SectorVersion.effective_from <= at))


def version(code: str, number: int) -> InForce | None:
    """Return one version of ``code``, in force or not: old needs and pledges keep theirs."""
    return _read(_versions().where(Sector.code == code, SectorVersion.number == number))


def all_in_force(at: datetime) -> list[InForce]:
    """Return every sector with the version that holds at ``at``, by code."""
    codes = [row.code for row in Sector.select(Sector.code).order_by(Sector.code)]
    return [found for code in codes if (found := in_force(code, at))]


def _versions() -> Any:
    return SectorVersion.select(SectorVersion, Sector).join(Sector).order_by(SectorVersion.number.desc())


def _read(query: Any) -> InForce | None:
    row = query.first()
    if row is None:
        return None
    return InForce(row.sector.id, row.sector.state, row.number, definition_of(row))


def definition_of(row: SectorVersion) -> SectorDefinition:
    """Return the parsed definition of a version; parsed once per process, since a version never changes."""
    if row.definition_hash not in _parsed:
        _parsed[row.definition_hash] = from_document(row.definition)
    return _parsed[row.definition_hash]


_parsed: dict[str, SectorDefinition] = {}
