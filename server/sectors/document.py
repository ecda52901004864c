"""From the text of a document to a plain tree and its places, with bounds that hostile text cannot pass."""

import json
import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeGuard

from server.sectors.faults import Fault, Path, SectorFaults
from server.sectors.places import MAX_NESTING, Places, TooDeep, json_places, toml_places

MAX_CHARACTERS = 262_144
"""A definition is a page or ten, never a megabyte: the largest shipped one has about 12,000 characters."""


class Syntax(StrEnum):
    """How a definition is written: TOML by people, JSON by programs; the tree is the same."""

    TOML = "TOML"
    JSON = "JSON"


@dataclass(frozen=True, slots=True)
class Document:
    """The tree of a source, and where its keys stand; ``places`` is ``None`` for a tree that never was text."""

    tree: Mapping[str, object]
    places: Places | None = None

    def placed(self, fault: Fault) -> Fault:
        """Return ``fault`` with its line and column, as near as the source allows."""
        if self.places is None or fault.line is not None:
            return fault
        offset = self.places.offset(fault.path)
        line, column = self.places.line_column(offset) if offset is not None else (1, 1)
        return Fault(fault.path, fault.code, fault.params, fault.severity, line, column)


def read_document(text: str, syntax: Syntax) -> Document:
    """Parse ``text``; raise ``SectorFaults`` when it is too long, too deep, ambiguous or not well-formed."""
    if len(text) > MAX_CHARACTERS:
        raise _refused("SECTOR_TOO_LONG", 1, 1, limit=MAX_CHARACTERS)
    if stray := re.search("[\ud800-\udfff]", text):
        raise _at(Places(text), stray.start(), "SECTOR_NOT_TEXT")
    try:
        places = toml_places(text) if syntax is Syntax.TOML else json_places(text)
    except TooDeep as deep:
        raise _at(Places(text), deep.offset, "SECTOR_TOO_DEEP", limit=MAX_NESTING) from None
    tree = _toml(text) if syntax is Syntax.TOML else _json(text, places)
    if not isinstance(tree, dict):
        raise _refused("FIELD_TYPE", 1, 1, expected="table")
    return Document(tree, places)


def normalised(value: object) -> object:
    """Return ``value`` as JSON has it, one spelling for each meaning: dates as text, ``5.0`` as ``5``."""
    match value:
        case dict():
            return {str(key): normalised(item) for key, item in value.items()}
        case list() | tuple():
            return [normalised(item) for item in value]
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return int(value)
    return value


def _toml(text: str) -> object:
    try:
        return tomllib.loads(text)
    except ValueError as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (1, 1)
        raise _refused("SECTOR_SYNTAX", line, column, detail=re.sub(r" \(at .*", "", str(error))[:120]) from None


def _json(text: str, places: Places) -> object:
    def refuse(constant: str) -> object:
        raise ValueError(f"{constant} is not a number of JSON")

    try:
        tree: object = json.loads(text, parse_constant=refuse)
    except json.JSONDecodeError as error:
        raise _refused("SECTOR_SYNTAX", error.lineno, error.colno, detail=error.msg) from None
    except ValueError as error:
        # A constant such as NaN, or a number of thousands of digits: Python names no place.
        raise _refused("SECTOR_SYNTAX", 1, 1, detail=str(error)[:120]) from None
    escape = re.search(r"\\u[dD][89a-fA-F]", text)
    if escape and not is_text(tree):
        raise _at(places, escape.start(), "SECTOR_NOT_TEXT")
    if places.twice:
        faults = (_fault(places, offset, "SECTOR_KEY_TWICE", path, name=path[-1]) for path, offset in places.twice)
        raise SectorFaults(faults)
    return tree


def _refused(code: str, line: int, column: int, **params: object) -> SectorFaults:
    return SectorFaults([Fault((), code, params, line=line, column=column)])


def _at(places: Places, offset: int, code: str, **params: object) -> SectorFaults:
    return SectorFaults([_fault(places, offset, code, (), **params)])


def _fault(places: Places, offset: int, code: str, path: Path, **params: object) -> Fault:
    line, column = places.line_column(offset)
    return Fault(path, code, params, line=line, column=column)


def is_text(tree: object) -> bool:
    """Say whether every text in ``tree`` can be written down: JSON's escapes can spell half a character."""
    try:
        json.dumps(tree, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        return False
    return True


def is_finite_number(value: object) -> TypeGuard[int | float]:
    """Say whether ``value`` is a number that arithmetic can be done with: no truth value, no NaN, no infinity."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    # A large whole number is finite, but ``isfinite`` would make a float of it first.
    return isinstance(value, int) or math.isfinite(value)
