"""Why a delivery or its confirmation is refused."""

from dataclasses import dataclass
from typing import ClassVar

from server.core.errors import Refused


@dataclass(eq=False)
class DeliveryNotOpen(Refused):
    """The delivery was confirmed or disputed before; ``state`` is where it stands."""

    code: ClassVar[str] = "DELIVERY_NOT_OPEN"
    state: str = ""


@dataclass(eq=False)
class MoreThanDelivered(Refused):
    """More is confirmed than was reported; ``delivered`` is what is not confirmed yet."""

    code: ClassVar[str] = "MORE_THAN_DELIVERED"
    delivered: int = 0
