"""How long a pledge holds what it promised."""

from datetime import timedelta

from server.core.errors import InvalidInput, Path

HOLD = timedelta(days=30)
"""From acceptance, or from the scheduled day when that is later, to the expiry of an undelivered pledge."""
LONGEST_SCHEDULE = timedelta(days=366)
"""How far ahead a gift can be scheduled; a year with a slip of the keyboard would hold its need for ever."""
LARGEST_QUANTITY = 1_000_000_000
"""More units than any need can have; what is above is a slip of the keyboard."""
CLOCK_SKEW = timedelta(minutes=5)
"""How far a device's clock may be ahead of ours before a hand-over counts as one of the future."""


def whole(quantity: int, path: Path = ("quantity",)) -> int:
    """Return ``quantity`` when it is a possible number of units."""
    if quantity < 1:
        raise InvalidInput(path=path, reason="NOT_POSITIVE")
    if quantity > LARGEST_QUANTITY:
        raise InvalidInput(path=path, reason="TOO_LARGE", limit=str(LARGEST_QUANTITY))
    return quantity
