"""What can be wrong with a workflow definition, gathered so that its author learns of all of it at once."""

from collections.abc import Iterable
from dataclasses import dataclass

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: ``path`` leads from the definition to it, ``code`` is stable, ``said`` tells a developer."""

    path: Path
    code: str
    said: str

    def under(self, *path: str | int) -> "Fault":
        """Return the same fault seen from further out."""
        return Fault((*path, *self.path), self.code, self.said)

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.path)) or 'workflow'}: {self.said} [{self.code}]"


class WorkflowError(ValueError):
    """A definition that cannot be a workflow. ``faults`` is never empty."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(map(str, self.faults)))


def stop_if_any(faults: Iterable[Fault]) -> None:
    """Raise ``WorkflowError`` with ``faults``; return when there are none."""
    if found := tuple(faults):
        raise WorkflowError(found)
