"""A small, complete definition to break in tests."""

import copy
from collections.abc import Callable

Tree = dict[str, object]

_TREE: Tree = {
    "code": "PERSAMPAHAN",
    "name": {"id": "Persampahan", "en": "Waste"},
    "owner": {"id": "Dinas Lingkungan Hidup", "en": "Environment Agency"},
    "purpose": {"id": "Sampah dipilah.", "en": "Waste is sorted."},
    "legal_basis": "Pergub DKI 77/2020",
    "effective_from": "2021-03-02",
    "recipient_kind": "NONE",
    "recipient_unit_kinds": [{"code": "BSU", "name": {"id": "Bank sampah unit", "en": "Waste bank"}}],
    "attributes": [
        {
            "name": "timbulan",
            "type": "number",
            "minimum": 0,
            "maximum": 100000,
            "x-title": {"id": "Timbulan per hari", "en": "Waste per day"},
            "x-unit": "kg",
            "x-source": "DLH",
            "x-personal": "NONE",
        },
        {
            "name": "jenis",
            "type": "string",
            "enum": ["BSU", "BSI"],
            "x-labels": {"BSU": {"id": "Unit", "en": "Unit"}, "BSI": {"id": "Induk", "en": "Main"}},
            "x-title": {"id": "Jenis", "en": "Kind"},
            "x-source": "DLH",
            "x-personal": "NONE",
            "x-public": True,
        },
    ],
    "items": [
        {
            "code": "TIMBANGAN",
            "name": {"id": "Timbangan digital", "en": "Digital scale"},
            "unit": {"id": "unit", "en": "unit"},
            "category": "TIMBANGAN",
            "reference_value": 1500000,
            "contents": [{"name": {"id": "Timbangan", "en": "Scale"}, "quantity": 1, "unit": "unit"}],
        }
    ],
    "eligibility": [
        {
            "id": "timbulan",
            "expr": "timbulan >= 500",
            "text": {"id": "Paling sedikit 500 kg.", "en": "At least 500 kg."},
            "source": "Pergub DKI 77/2020",
        }
    ],
    "seasons": [{"code": "HPSN", "dates": [{"period": "2021", "first": "2021-02-21", "last": "2021-02-28"}]}],
    "overlap": [{"key": "UNIT", "category": "TIMBANGAN", "window": "ROLLING_MONTHS", "length": 24}],
    "approval": {"threshold": 5000000, "stages": [{"name": "dinas", "role": "APPROVER", "sla_working_days": 3}]},
    "publication": {"level": "RW"},
    "examples": [
        {"name": "cukup", "facts": {"timbulan": 500}, "verdict": "ELIGIBLE"},
        {"name": "kurang", "facts": {"timbulan": 499}, "verdict": "NOT_ELIGIBLE", "failed": ["timbulan"]},
        {"name": "kosong", "facts": {}, "verdict": "NEEDS_DATA"},
    ],
}


def tree() -> Tree:
    """Return a fresh copy."""
    return copy.deepcopy(_TREE)


def put(*path: str | int, value: object) -> Callable[[Tree], None]:
    """Return a change that sets the value at ``path``."""

    def change(document: Tree) -> None:
        here: object = document
        for part in path[:-1]:
            here = here[part]  # type: ignore[index]  # the paths of the tests are those of the tree above
        here[path[-1]] = value  # type: ignore[index]  # as above

    return change


def drop(*path: str | int) -> Callable[[Tree], None]:
    """Return a change that removes what is at ``path``."""

    def change(document: Tree) -> None:
        here: object = document
        for part in path[:-1]:
            here = here[part]  # type: ignore[index]  # as above
        del here[path[-1]]  # type: ignore[attr-defined]  # as above

    return change
