"""How long a pledge holds what it promised."""

from datetime import timedelta

HOLD = timedelta(days=30)
"""From acceptance, or from the scheduled day when that is later, to the expiry of an undelivered pledge."""
LARGEST_QUANTITY = 1_000_000_000
"""More units than any need can have; what is above is a slip of the keyboard."""
