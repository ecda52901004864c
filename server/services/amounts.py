"""What a number of units may be."""

from server.core.errors import InvalidInput, Path

LARGEST_QUANTITY = 10_000_000
"""As many units as the city has people; what is above is a slip of the keyboard. Sums of needs stay within 32 bits."""


def whole(quantity: int, path: Path = ("quantity",)) -> int:
    """Return ``quantity`` when it is a possible number of units."""
    if quantity < 1:
        raise InvalidInput(path=path, reason="NOT_POSITIVE")
    if quantity > LARGEST_QUANTITY:
        raise InvalidInput(path=path, reason="TOO_LARGE", limit=str(LARGEST_QUANTITY))
    return quantity
