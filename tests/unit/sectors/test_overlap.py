"""Windows in the city's zone: periods, spans, and when the next gift is allowed."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.sectors.overlap import (
    ROLLING,
    OutOfSeason,
    Season,
    SeasonDates,
    Span,
    Window,
    WindowKind,
    next_free,
    period_of,
    span_of,
)

JAKARTA = ZoneInfo("Asia/Jakarta")
LEBARAN = Season(
    "LEBARAN",
    (
        SeasonDates("2020", date(2020, 4, 24), date(2020, 6, 7)),
        SeasonDates("2021", date(2021, 4, 13), date(2021, 5, 27)),
    ),
)


def window(kind: WindowKind, length: int = 0) -> Window:
    return Window(kind, length, LEBARAN if kind is WindowKind.SEASON else None)


def jakarta(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=JAKARTA)  # type: ignore[misc,arg-type]  # year, month, day and clock time


@pytest.mark.parametrize(
    ("kind", "at", "period", "free"),
    [
        (WindowKind.DAY, jakarta(2020, 10, 31, 23, 59), "2020-10-31", jakarta(2020, 11, 1)),
        (WindowKind.WEEK, jakarta(2020, 11, 1), "2020-W44", jakarta(2020, 11, 2)),
        (WindowKind.WEEK, jakarta(2021, 1, 3), "2020-W53", jakarta(2021, 1, 4)),
        (WindowKind.WEEK, jakarta(2020, 11, 2), "2020-W45", jakarta(2020, 11, 9)),
        (WindowKind.MONTH, jakarta(2020, 10, 31, 23, 59, 59), "2020-10", jakarta(2020, 11, 1)),
        (WindowKind.MONTH, jakarta(2020, 11, 1), "2020-11", jakarta(2020, 12, 1)),
        (WindowKind.MONTH, jakarta(2020, 12, 31), "2020-12", jakarta(2021, 1, 1)),
        (WindowKind.YEAR, jakarta(2020, 12, 31, 23), "2020", jakarta(2021, 1, 1)),
        (WindowKind.SEASON, jakarta(2020, 4, 24), "LEBARAN-2020", jakarta(2021, 4, 13)),
        (WindowKind.SEASON, jakarta(2021, 5, 27, 23, 59), "LEBARAN-2021", None),
        (WindowKind.WHILE_OPEN, jakarta(2020, 11, 1), "OPEN", None),
        (WindowKind.ONCE, jakarta(2020, 11, 1), "ONCE", None),
    ],
)
def test_a_period_and_the_next_free_date(kind: WindowKind, at: datetime, period: str, free: datetime | None) -> None:
    assert period_of(window(kind), at, JAKARTA) == period
    assert period_of(window(kind), at.astimezone(UTC), JAKARTA) == period
    assert next_free(window(kind), at, JAKARTA) == free


def test_o03_the_last_of_october_and_the_first_of_november_are_two_months_in_jakarta() -> None:
    last, first = jakarta(2020, 10, 31, 23, 30), jakarta(2020, 11, 1, 0, 30)
    assert last.astimezone(UTC).date() == first.astimezone(UTC).date()
    month = window(WindowKind.MONTH)
    assert period_of(month, last, JAKARTA) != period_of(month, first, JAKARTA)


def test_o05_exactly_thirty_days_later_is_free_again() -> None:
    rolling = window(WindowKind.ROLLING_DAYS, 30)
    given_at = jakarta(2020, 10, 3, 14, 30)
    taken = span_of(rolling, given_at, JAKARTA)
    assert not taken.overlaps(span_of(rolling, given_at + timedelta(hours=30 * 24), JAKARTA))
    assert taken.overlaps(span_of(rolling, given_at + timedelta(hours=30 * 24, microseconds=-1), JAKARTA))
    assert next_free(rolling, given_at, JAKARTA) == given_at + timedelta(days=30)


@pytest.mark.parametrize(
    ("at", "months", "end"),
    [
        (jakarta(2020, 1, 31, 10), 1, jakarta(2020, 2, 29, 10)),
        (jakarta(2021, 1, 31, 10), 1, jakarta(2021, 2, 28, 10)),
        (jakarta(2020, 11, 10, 8), 36, jakarta(2023, 11, 10, 8)),
        (jakarta(2020, 12, 1), 6, jakarta(2021, 6, 1)),
        # Already March in Jakarta, still February in UTC.
        (datetime(2021, 2, 28, 18, tzinfo=UTC), 1, jakarta(2021, 4, 1, 1)),
    ],
)
def test_a_rolling_month_ends_on_the_same_day_and_hour_in_the_city(at: datetime, months: int, end: datetime) -> None:
    assert span_of(window(WindowKind.ROLLING_MONTHS, months), at, JAKARTA).end == end


def test_months_keep_the_clock_time_over_a_change_of_clocks() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    at = datetime(2021, 3, 1, 9, tzinfo=berlin)
    assert span_of(window(WindowKind.ROLLING_MONTHS, 1), at, berlin).end == datetime(2021, 4, 1, 9, tzinfo=berlin)


def test_out_of_season_says_when_it_opens() -> None:
    with pytest.raises(OutOfSeason) as caught:
        period_of(window(WindowKind.SEASON), jakarta(2020, 11, 1), JAKARTA)
    assert caught.value.opens_at == jakarta(2021, 4, 13)
    with pytest.raises(OutOfSeason) as caught:
        period_of(window(WindowKind.SEASON), jakarta(2022, 1, 1), JAKARTA)
    assert caught.value.opens_at is None


def test_a_window_has_either_periods_or_spans() -> None:
    for kind in WindowKind:
        wrong = span_of if kind not in ROLLING else period_of
        with pytest.raises(ValueError, match=kind):
            wrong(window(kind, 1), jakarta(2020, 5, 1), JAKARTA)


instants = st.datetimes(datetime(2019, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # hypothesis adds the zone
calendar = st.sampled_from([WindowKind.DAY, WindowKind.WEEK, WindowKind.MONTH, WindowKind.YEAR])
zones = st.sampled_from([JAKARTA, ZoneInfo("Asia/Jayapura"), ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")])


@given(calendar, instants, zones)
def test_the_next_free_date_is_the_first_of_another_period(kind: WindowKind, at: datetime, zone: ZoneInfo) -> None:
    free = next_free(window(kind), at, zone)
    assert free is not None
    assert free > at
    assert period_of(window(kind), free, zone) != period_of(window(kind), at, zone)
    assert period_of(window(kind), free - timedelta(microseconds=1), zone) == period_of(window(kind), at, zone)


@given(st.sampled_from(sorted(ROLLING)), st.integers(1, 60), instants, zones)
def test_a_span_ends_after_it_starts_and_frees_its_end(
    kind: WindowKind, length: int, at: datetime, zone: ZoneInfo
) -> None:
    span = span_of(window(kind, length), at, zone)
    assert span.start == at < span.end
    assert next_free(window(kind, length), at, zone) == span.end
    assert not span.overlaps(Span(span.end, span.end + timedelta(days=1)))
    assert span.overlaps(Span(span.end - timedelta(microseconds=1), span.end))
