"""Why a recipient unit is not taken in."""

from dataclasses import dataclass
from typing import ClassVar

from server.core.errors import Refused


@dataclass(eq=False)
class UnitExists(Refused):
    """There is a unit of this kind for this area already; ``name`` is its public name."""

    code: ClassVar[str] = "UNIT_EXISTS"
    name: str = ""
