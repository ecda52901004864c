"""The period of a need is text that says which days it means."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.errors import InvalidInput
from server.sectors.overlap import Season, SeasonDates
from server.services.needs.periods import Days, days_of, require_period

LEBARAN = Season("LEBARAN", (SeasonDates("2026", date(2026, 2, 19), date(2026, 4, 4)),))
TODAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-W53", date(2026, 12, 28), date(2027, 1, 3)),
        ("2026-11-25", date(2026, 11, 25), date(2026, 11, 25)),
        ("LEBARAN-2026", date(2026, 2, 19), date(2026, 4, 4)),
    ],
)
def test_a_period_means_these_days(period: str, first: date, last: date) -> None:
    assert days_of(period, [LEBARAN]) == Days(first, last)


@pytest.mark.parametrize(
    "period",
    [
        *("", "26", "2026-13", "2026-00", "2026-02-30", "2025-W53", "2026-W00", "2026-1", "2026-11-", " 2026"),
        *("2026\n", "LEBARAN-2031", "November 2026", "\u0662\u0660\u0662\u0666", "1999", "2026-W48-1"),
    ],
)
def test_other_text_is_no_period(period: str) -> None:
    assert days_of(period, [LEBARAN]) is None
    with pytest.raises(InvalidInput) as refused:
        require_period(period, [LEBARAN], TODAY)
    assert refused.value.reason == "NEED_PERIOD_FORM"


@pytest.mark.parametrize(
    ("period", "reason"),
    [
        *((period, "NEED_PERIOD_PAST") for period in ("2025", "2026-10", "2026-11-15", "LEBARAN-2026")),
        *((period, "NEED_PERIOD_FAR") for period in ("2029", "2028-12-01")),
    ],
)
def test_a_period_is_neither_over_nor_far_away(period: str, reason: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        require_period(period, [LEBARAN], TODAY)
    assert refused.value.reason == reason


@pytest.mark.parametrize("period", ["2026", "2026-11", "2026-W47", "2026-11-16", "2028-11"])
def test_the_present_and_the_next_two_years_are_fine(period: str) -> None:
    assert require_period(period, [], TODAY).last >= TODAY


@given(st.dates(date(2001, 1, 1), date(2098, 12, 31)))
def test_a_day_lies_in_its_week_month_and_year(day: date) -> None:
    year, week, _ = day.isocalendar()
    for period in (f"{day:%Y}", f"{day:%Y-%m}", f"{year}-W{week:02}", f"{day:%Y-%m-%d}"):
        found = days_of(period)
        assert found is not None
        assert found.first <= day <= found.last
