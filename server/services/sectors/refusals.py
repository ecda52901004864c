"""Why a sector does not take what is brought to it."""

from dataclasses import dataclass
from typing import ClassVar

from server.core.errors import Refused


@dataclass(eq=False)
class SectorNotActive(Refused):
    """The sector is paused or retired; ``state`` says which."""

    code: ClassVar[str] = "SECTOR_NOT_ACTIVE"
    state: str = ""
