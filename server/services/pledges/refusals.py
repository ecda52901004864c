"""Why a pledge, an allocation or a delivery is refused."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from server.core.errors import Refused


@dataclass(eq=False)
class InsufficientRemaining(Refused):
    """More is asked for than remains; ``remaining`` is what could be promised now."""

    code: ClassVar[str] = "INSUFFICIENT_REMAINING"
    remaining: int = 0


@dataclass(eq=False)
class NeedNotOpen(Refused):
    """The need, or its sector, takes no pledges now; ``state`` says why."""

    code: ClassVar[str] = "NEED_NOT_OPEN"
    state: str = ""


@dataclass(eq=False)
class CollaboratorNotActive(Refused):
    """The collaborator is suspended or its licence has expired, or it does not work in the sector."""

    code: ClassVar[str] = "COLLABORATOR_NOT_ACTIVE"
    state: str = ""


@dataclass(eq=False)
class Overlap(Refused):
    """The recipient has had this kind of aid in the window; ``next_free`` is the first day it may come again.

    The other donor is not named (PRODUCT §6). ``next_free`` is null when the aid is given once only.
    """

    code: ClassVar[str] = "OVERLAP"
    window: str = ""
    period: str = ""
    next_free: date | None = None


@dataclass(eq=False)
class PledgeNotOpen(Refused):
    """The pledge can no longer be changed; ``state`` is where it stands."""

    code: ClassVar[str] = "PLEDGE_NOT_OPEN"
    state: str = ""


@dataclass(eq=False)
class AlreadyAllocated(Refused):
    """This recipient has a part of this pledge already."""

    code: ClassVar[str] = "ALREADY_ALLOCATED"
