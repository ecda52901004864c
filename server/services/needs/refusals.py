"""Why a need is not taken in or not changed."""

from dataclasses import dataclass
from typing import ClassVar

from server.core.errors import Refused


@dataclass(eq=False)
class NeedExists(Refused):
    """The unit has asked for this item in this time already; ``period`` is that need's."""

    code: ClassVar[str] = "NEED_EXISTS"
    period: str = ""


@dataclass(eq=False)
class NeedNotChangeable(Refused):
    """The need's state does not allow this; ``state`` is where it stands."""

    code: ClassVar[str] = "NEED_NOT_CHANGEABLE"
    state: str = ""


@dataclass(eq=False)
class NeedPromised(Refused):
    """Help is on its way: ``quantity`` units are promised and not delivered yet."""

    code: ClassVar[str] = "NEED_PROMISED"
    quantity: int = 0
