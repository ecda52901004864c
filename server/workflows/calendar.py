"""Working time: when an SLA of n working days ends, in the zone and by the holidays of the city.

The rules, which every deadline of the platform follows:

* A working day counts whole, from midnight to midnight in the city's zone, so an SLA of n working days ends at the same
  clock time n working days later. Clock time is what counts: a day of 23 or 25 hours is one day like any other.
* Time on a day that is not worked does not count at all: what begins on a Sunday begins at 00:00 of the next working
  day. So what begins later is never due earlier.
* A part of an SLA (50 %, 150 %) is the same part of its working time: 50 % of one day is 12 hours of working days.
* Collective leave (*cuti bersama*) is a holiday, because the profile of the city lists its category.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from importlib.metadata import version
from zoneinfo import ZoneInfo

import holidays

from server.core.city import City, WorkingDays

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The working days of one city. ``works_on`` says whether a day is one; ``version`` names what that rests on.

    Runs store ``version``, so that anyone can see later by which calendar a deadline was set.
    """

    zone: ZoneInfo
    works_on: Callable[[date], bool]
    version: str

    def after(self, start: datetime, working_days: int, percent: int = 100) -> datetime:
        """Return the instant (UTC) at which ``percent`` of ``working_days`` from ``start`` (aware) are over."""
        return self.add(start, working_days * percent * DAY / 100)

    def add(self, start: datetime, working_time: timedelta) -> datetime:
        """Return the instant (UTC) that lies ``working_time`` (24 h to a working day, not negative) after ``start``."""
        if working_time < timedelta(0):
            raise ValueError("Working time is counted forward only.")
        day, into = self._begin(start)
        whole, rest = divmod(into + working_time, DAY)
        for _ in range(whole):
            day = self._worked(day + DAY)
        return self._instant(day, rest)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return the working time from ``start`` to ``end``, 24 h to a working day; zero when ``end`` is not later."""
        day, into = self._begin(start)
        last, rest = self._begin(end)
        if (last, rest) <= (day, into):
            return timedelta(0)
        whole = 0
        while day < last:
            day = self._worked(day + DAY)
            whole += 1
        return whole * DAY + rest - into

    def _begin(self, start: datetime) -> tuple[date, timedelta]:
        local = start.astimezone(self.zone)
        day = self._worked(local.date())
        if day != local.date():
            return day, timedelta(0)
        return day, local.replace(tzinfo=None) - datetime.combine(day, time())

    def _worked(self, day: date) -> date:
        while not self.works_on(day):
            day += DAY
        return day

    def _instant(self, day: date, into: timedelta) -> datetime:
        clock = datetime.combine(day, time()) + into
        return clock.replace(tzinfo=self.zone).astimezone(UTC)


def working_calendar(city: City) -> WorkingCalendar:
    """Return the calendar of ``city``; the same city value always gives the same calendar.

    Raises ``ValueError`` when the holidays library does not know the profile's country or categories: better at the
    start than at the first deadline.
    """
    rest = city.working_days
    try:
        holidays.country_holidays(rest.country, years=(), categories=rest.categories)
    except (NotImplementedError, ValueError) as error:
        raise ValueError(f"The profile of {city.code}: {error}") from None

    @lru_cache(maxsize=64)
    def holidays_of(year: int) -> frozenset[date]:
        # One value per year, made whole before anyone sees it: the library fills its own mapping in place, and two
        # threads that ask at once could see a year half filled.
        found = holidays.country_holidays(rest.country, years=year, categories=rest.categories)
        return frozenset(found) | rest.extra_holidays

    def works_on(day: date) -> bool:
        if day in rest.extra_working_days:
            return True
        return day.weekday() not in rest.weekend and day not in holidays_of(day.year)

    return WorkingCalendar(city.zone, works_on, _version(rest))


def _version(rest: WorkingDays) -> str:
    """Name library version, country, categories, and a digest of the city's own days (at most 64 characters)."""
    own = (sorted(rest.weekend), sorted(rest.extra_holidays), sorted(rest.extra_working_days))
    digest = hashlib.sha256(repr(own).encode()).hexdigest()[:8]
    return f"holidays-{version('holidays')}:{rest.country}:{'+'.join(rest.categories)}:{digest}"
