"""The areas of a city as its data folder states them, down to the generated RWs. Sources: ``docs/data/areas.md``."""

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

CITIES = Path(__file__).parent / "cities"
FILE_NAME = "areas.csv"
# The year in which Jakarta was founded; it draws 2,732 RWs, between the 2,705 of 2012 and the 2,743 of 2022.
SEED = 1527

# 10.56 million residents (census 2020) live in 2,743 RWs (2022), see ``docs/data/areas.md``.
_RESIDENTS_PER_RW = 3_850
# A kelurahan has from half to one and a half times the RWs that its residents suggest, and never fewer than three.
_SPREAD = (0.5, 1.5)
_FEWEST = 3


class AreaFileError(ValueError):
    """The file of areas cannot be used; the message names the line and the fault."""


@dataclass(frozen=True, slots=True)
class AreaRecord:
    """One area. ``code`` begins with the code of ``parent``; names repeat between levels, codes never.

    ``level`` is one of the city profile's levels. ``grid_col`` and ``grid_row`` place its tile (columns grow east, rows
    south; what lies off the mainland has negative rows). ``residents`` is a count where one is known. ``valid_to`` is
    the first day on which the area no longer exists; ``predecessors`` are the codes it took over from.
    """

    code: str
    level: str
    name: str
    parent: str | None
    postal_code: str | None = None
    grid_col: int | None = None
    grid_row: int | None = None
    residents: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    predecessors: tuple[str, ...] = ()


def load_areas(city: str | Path, *, seed: int = SEED) -> tuple[AreaRecord, ...]:
    """Return the areas of ``city`` (a shipped city's code, or the folder of another), parents before children.

    RWs that the file states are taken; a kelurahan without any gets generated ones where residents are known for it
    or for an area above it. Raises ``AreaFileError`` when the file is absent or damaged.
    """
    folder = city if isinstance(city, Path) else CITIES / city
    stated = _read(folder / FILE_NAME)
    return (*stated, *_generated_rws(stated, seed))


def generate_rw(kelurahan_code: str, residents: float, seed: int) -> int:
    """Return how many RWs a kelurahan has: invented, but the same on every machine and near the real density.

    No machine-readable list of RWs per kelurahan was found (``docs/data/areas.md``), so the count follows the
    residents, with a spread drawn from the code and the seed.
    """
    drawn = int.from_bytes(hashlib.sha256(f"{seed}:{kelurahan_code}".encode()).digest()[:8], "big") / 2**64
    least, most = _SPREAD
    return max(_FEWEST, round(residents / _RESIDENTS_PER_RW * (least + drawn * (most - least))))


def _generated_rws(stated: Sequence[AreaRecord], seed: int) -> Iterator[AreaRecord]:
    with_rws = {area.parent for area in stated if area.level == "RW"}
    residents = _residents_by_kelurahan(stated)
    for area in stated:
        if area.code in residents and area.code not in with_rws:
            for number in range(1, generate_rw(area.code, residents[area.code], seed) + 1):
                yield AreaRecord(
                    code=f"{area.code}.{number:03}",
                    level="RW",
                    name=f"RW {number:03}",
                    parent=area.code,
                    valid_from=area.valid_from,
                    valid_to=area.valid_to,
                )


def _residents_by_kelurahan(stated: Sequence[AreaRecord]) -> Mapping[str, float]:
    """Return each kelurahan's residents: its own count, else an equal share of the nearest area that has one."""
    shares: dict[str, float] = {}
    for area in sorted(stated, key=lambda area: len(area.code)):
        if area.residents is not None:
            within = [
                other.code
                for other in stated
                if other.level == "KELURAHAN" and f"{other.code}.".startswith(f"{area.code}.")
            ]
            shares.update(dict.fromkeys(within, area.residents / max(1, len(within))))
    return shares


def _read(path: Path) -> tuple[AreaRecord, ...]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = csv.DictReader(file)
            return tuple(_in_order((_record(row, lines.line_num, path) for row in lines), path))
    except OSError as error:
        raise AreaFileError(f"{path}: {error.strerror}") from error


def _record(row: Mapping[str, str], line: int, path: Path) -> AreaRecord:
    try:
        return AreaRecord(
            code=row["code"],
            level=row["level"],
            name=row["name"],
            parent=row["parent"] or None,
            postal_code=row["postal_code"] or None,
            grid_col=int(row["grid_col"]) if row["grid_col"] else None,
            grid_row=int(row["grid_row"]) if row["grid_row"] else None,
            residents=int(row["residents"]) if row["residents"] else None,
            valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            predecessors=tuple(row["predecessors"].split()),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise AreaFileError(f"{path}, line {line}: {error}") from error


def _in_order(records: Iterable[AreaRecord], path: Path) -> Iterator[AreaRecord]:
    seen: set[str] = set()
    for record in records:
        if record.code in seen:
            raise AreaFileError(f"{path}: {record.code} stands there twice")
        if record.parent is not None and record.parent not in seen:
            raise AreaFileError(f"{path}: {record.code} stands before its parent {record.parent}")
        seen.add(record.code)
        yield record
