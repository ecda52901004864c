"""Overlap rules and their windows: which period an instant falls into, and when the next one is free (PRODUCT §6).

Periods are taken in the city's zone, so 31 October 23:59 and 1 November 00:00 in Jakarta lie in two months. A rolling
window is a half-open span of instants: what was given exactly 30 x 24 hours ago no longer counts.
"""

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum


class OverlapKey(StrEnum):
    """Whose share is counted."""

    PERSON = "PERSON"
    HOUSEHOLD = "HOUSEHOLD"
    BUSINESS = "BUSINESS"
    UNIT = "UNIT"
    PLAN_LINE = "PLAN_LINE"


class OverlapAction(StrEnum):
    """What happens beyond the maximum: nothing is given, or the people concerned are told."""

    REFUSE = "REFUSE"
    WARN = "WARN"


class WindowKind(StrEnum):
    """How long a share counts."""

    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"
    YEAR = "YEAR"
    SEASON = "SEASON"
    ROLLING_DAYS = "ROLLING_DAYS"
    ROLLING_MONTHS = "ROLLING_MONTHS"
    WHILE_OPEN = "WHILE_OPEN"
    ONCE = "ONCE"


ROLLING = frozenset({WindowKind.ROLLING_DAYS, WindowKind.ROLLING_MONTHS})
"""Windows that are spans of time (``span_of``); all others are periods with a name (``period_of``)."""


@dataclass(frozen=True, slots=True)
class SeasonDates:
    """One turn of a season: ``period`` names it (``2020``), both days belong to it."""

    period: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Season:
    """A season that no calendar rule can compute, such as Lebaran: dated turns in rising order, without overlap."""

    code: str
    dates: tuple[SeasonDates, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """A window: ``length`` in days or months for the rolling kinds, ``season`` for ``SEASON``."""

    kind: WindowKind
    length: int = 0
    season: Season | None = None

    @property
    def is_rolling(self) -> bool:
        """Whether the window is a span that starts with each gift."""
        return self.kind in ROLLING


@dataclass(frozen=True, slots=True)
class OverlapRule:
    """At most ``maximum`` shares of items of ``category`` for one ``key`` in each window."""

    key: OverlapKey
    category: str
    window: Window
    maximum: int
    action: OverlapAction


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open span of instants (UTC): ``end`` is free again."""

    start: datetime
    end: datetime

    def overlaps(self, other: "Span") -> bool:
        """Say whether the two share an instant."""
        return self.start < other.end and other.start < self.end


class OutOfSeason(Exception):
    """The instant lies in no turn of the season; ``opens_at`` (UTC) is when the next one begins, if it is known."""

    def __init__(self, season: str, opens_at: datetime | None) -> None:
        super().__init__(f"{season} is not in season; next from {opens_at}")
        self.season, self.opens_at = season, opens_at


def period_of(window: Window, at: datetime, zone: tzinfo) -> str:
    """Return the name of the period that ``at`` (aware) falls into, in ``zone``.

    ``2020-11-01``, ``2020-W45`` (ISO), ``2020-11``, ``2020``, ``LEBARAN-2020``, ``OPEN`` or ``ONCE``. Raises
    ``OutOfSeason``, and ``ValueError`` for a rolling window, which has spans instead.
    """
    day = at.astimezone(zone).date()
    if window.season is not None:
        for turn in window.season.dates:
            if turn.first <= day <= turn.last:
                return f"{window.season.code}-{turn.period}"
        raise OutOfSeason(window.season.code, next_free(window, at, zone))
    if window.kind not in _NAMES:
        raise ValueError(f"{window.kind} has no periods")
    return _NAMES[window.kind](day)


def span_of(window: Window, at: datetime, zone: tzinfo) -> Span:
    """Return the span that a gift at ``at`` (aware) takes in a rolling window; ``ValueError`` for other windows.

    A month later is the same day and clock time in ``zone``, or the last day of a shorter month.
    """
    start = at.astimezone(UTC)
    if window.kind is WindowKind.ROLLING_DAYS:
        return Span(start, start + timedelta(days=window.length))
    if window.kind is not WindowKind.ROLLING_MONTHS:
        raise ValueError(f"{window.kind} has no spans")
    local = at.astimezone(zone)
    later = _months_after(local.date(), window.length)
    return Span(start, datetime.combine(later, local.timetz()).astimezone(UTC))


def next_free(window: Window, taken_at: datetime, zone: tzinfo) -> datetime | None:
    """Return the first instant (UTC) at which another gift is allowed once the window of ``taken_at`` is full.

    ``None`` when no date can be named: never (``ONCE``), when the loan or class ends (``WHILE_OPEN``), or beyond the
    last dated turn of a season.
    """
    if window.is_rolling:
        return span_of(window, taken_at, zone).end
    day = taken_at.astimezone(zone).date()
    if window.season is not None:
        first = next((turn.first for turn in window.season.dates if turn.first > day), None)
        return None if first is None else _midnight(first, zone)
    following = _FOLLOWING.get(window.kind)
    return None if following is None else _midnight(following(day), zone)


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


_NAMES: Mapping[WindowKind, Callable[[date], str]] = {
    WindowKind.DAY: date.isoformat,
    WindowKind.WEEK: _week,
    WindowKind.MONTH: lambda day: f"{day:%Y-%m}",
    WindowKind.YEAR: lambda day: f"{day:%Y}",
    WindowKind.WHILE_OPEN: lambda day: "OPEN",
    WindowKind.ONCE: lambda day: "ONCE",
}
_FOLLOWING: Mapping[WindowKind, Callable[[date], date]] = {
    WindowKind.DAY: lambda day: day + timedelta(days=1),
    WindowKind.WEEK: lambda day: day + timedelta(days=7 - day.weekday()),
    WindowKind.MONTH: lambda day: _months_after(day.replace(day=1), 1),
    WindowKind.YEAR: lambda day: date(day.year + 1, 1, 1),
}


def _months_after(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
