"""What can be wrong with a rule, and where: codes and parameters, whose texts stand in ``server.messages``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a rule. ``line`` and ``column`` count characters from 1; ``offset`` counts from 0."""

    code: str
    params: Mapping[str, object]
    line: int
    column: int
    offset: int


class RuleFaults(Exception):
    """A rule that may not be used. Never empty; in the order of the source. A syntax fault hides those behind it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.offset))
        super().__init__("; ".join(f"{f.line}:{f.column} {f.code} {dict(f.params)}" for f in self.faults))


def fault_at(source: str, offset: int, code: str, **params: object) -> Fault:
    """Build a fault at ``offset`` of ``source``."""
    line = source.count("\n", 0, offset) + 1
    column = offset - source.rfind("\n", 0, offset)
    return Fault(code, params, line, column, offset)


def meant(code: str, given: str, known: Iterable[str]) -> tuple[str, dict[str, str]]:
    """Return ``code`` and no parameter, or ``<code>_MEANT`` and a ``suggestion`` when a known word is close."""
    close = get_close_matches(given, list(known), 1, 0.6) if len(given) <= MEANT_LENGTH else []
    return (f"{code}_MEANT", {"suggestion": close[0]}) if close else (code, {})


MEANT_LENGTH = 80
"""Longer words get no "did you mean": nobody mistypes them, and comparing them costs time."""
