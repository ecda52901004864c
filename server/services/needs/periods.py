"""The period of a need, as text that sorts: when the help is wanted, in the city's zone.

``2026`` (a plan's year), ``2026-11``, ``2026-W48`` (ISO week), ``2026-11-25``, or a turn of one of the sector's seasons
as its windows name it (``LEBARAN-2026``).
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from server.core.errors import InvalidInput
from server.sectors.overlap import Season

FARTHEST = timedelta(days=2 * 366)
"""How far ahead a need may be stated: a plan of next year, not one of the next generation."""

_FORM = re.compile(r"(?P<year>20\d\d)(-(?P<month>\d\d)(-(?P<day>\d\d))?|-W(?P<week>\d\d))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day of a period."""

    first: date
    last: date

    def overlaps(self, other: "Days") -> bool:
        """Say whether the two share a day."""
        return self.first <= other.last and other.first <= self.last


def days_of(period: str, seasons: Iterable[Season] = ()) -> Days | None:
    """Return the days of ``period``; ``None`` for text that is none."""
    for season in seasons:
        for turn in season.dates:
            if period == f"{season.code}-{turn.period}":
                return Days(turn.first, turn.last)
    form = _FORM.fullmatch(period)
    if form is None:
        return None
    try:
        return _days(**{name: int(digits) for name, digits in form.groupdict().items() if digits})
    except ValueError:
        return None


def require_period(period: str, seasons: Iterable[Season], today: date) -> Days:
    """Return the days of ``period``; refuse one that is none, is over, or lies more than two years ahead."""
    days = days_of(period, seasons)
    if days is None:
        raise InvalidInput(path=("period",), reason="NEED_PERIOD_FORM")
    if days.last < today:
        raise InvalidInput(path=("period",), reason="NEED_PERIOD_PAST")
    if days.first > today + FARTHEST:
        raise InvalidInput(path=("period",), reason="NEED_PERIOD_FAR")
    return days


def _days(year: int, month: int | None = None, day: int | None = None, week: int | None = None) -> Days:
    if week is not None:
        return Days(date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7))
    if month is None:
        return Days(date(year, 1, 1), date(year, 12, 31))
    if day is None:
        return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    return Days(date(year, month, day), date(year, month, day))
