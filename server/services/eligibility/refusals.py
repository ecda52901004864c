"""Why the rules of a sector refuse."""

from dataclasses import dataclass
from typing import ClassVar

from server.core.errors import Refused


@dataclass(eq=False)
class NotEligible(Refused):
    """A clause of the sector's rules is false; ``clauses`` are the ids of all that are."""

    code: ClassVar[str] = "NOT_ELIGIBLE"
    clauses: tuple[str, ...] = ()


@dataclass(eq=False)
class NeedsData(Refused):
    """The rules cannot be decided yet; ``missing`` names the attributes to be filled in."""

    code: ClassVar[str] = "NEEDS_DATA"
    missing: tuple[str, ...] = ()
