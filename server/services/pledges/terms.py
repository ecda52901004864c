"""How long a pledge holds what it promised."""

from datetime import timedelta

HOLD = timedelta(days=30)
"""From acceptance, or from the scheduled day when that is later, to the expiry of an undelivered pledge."""
LONGEST_SCHEDULE = timedelta(days=366)
"""How far ahead a gift can be scheduled; a year with a slip of the keyboard would hold its need for ever."""
CLOCK_SKEW = timedelta(minutes=5)
"""How far a device's clock may be ahead of ours before a hand-over counts as one of the future."""
