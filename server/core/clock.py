"""The only place that asks what time it is. Everything else is told."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the present instant."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the machine's time in UTC."""
        return datetime.now(UTC)


@dataclass
class SetClock:
    """A clock that stands where it was put: tests, the demo's history, a pilot."""

    instant: datetime

    def now(self) -> datetime:
        """Return the instant at which the clock stands."""
        return self.instant

    def advance(self, by: timedelta) -> None:
        """Move the clock forward (or back) by ``by``."""
        self.instant += by
