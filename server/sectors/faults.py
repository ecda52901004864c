"""What can be wrong with a sector definition or with facts, and where: codes and parameters, never texts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

Path = tuple[str | int, ...]
"""Keys and list positions from the root of the document: ``("eligibility", 2, "expr")``."""


class Severity(StrEnum):
    """An error keeps a definition from being used; a warning is for its author and its approvers to weigh."""

    ERROR = "ERROR"
    WARNING = "WARNING"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong. ``line`` and ``column`` count characters from 1; ``None`` where no source can be pointed at."""

    path: Path
    code: str
    params: Mapping[str, object]
    severity: Severity = Severity.ERROR
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        place = f"{self.line}:{self.column} " if self.line else ""
        return f"{place}{path_text(self.path)}: {self.code} {dict(self.params)}"


class SectorFaults(Exception):
    """A document that is no sector definition. ``faults`` holds all errors found, in the order of the source."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(map(str, self.faults)))


def path_text(path: Path) -> str:
    """Write ``path`` for a reader: ``eligibility[2].expr``; the root is ``definition``."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".") or "definition"
