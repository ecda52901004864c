from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.city import load_city
from server.workflows.calendar import WorkingCalendar, working_calendar

JAKARTA = load_city("jakarta")
CALENDAR = working_calendar(JAKARTA)
BERLIN = WorkingCalendar(ZoneInfo("Europe/Berlin"), lambda day: day.weekday() < 5, "test")

instants = st.datetimes(datetime(2019, 12, 1), datetime(2027, 1, 31), timezones=st.just(UTC))  # noqa: DTZ001


def jakarta(year: int, month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=JAKARTA.zone)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        pytest.param(jakarta(2020, 6, 2), 1, jakarta(2020, 6, 3), id="an ordinary Tuesday"),
        pytest.param(jakarta(2020, 6, 5), 1, jakarta(2020, 6, 8), id="over a weekend"),
        pytest.param(jakarta(2020, 10, 27), 1, jakarta(2020, 11, 2), id="collective leave around Maulid 2020"),
        # The collective leave of Lebaran 2020 (26 to 29 May, first 22 May) was moved to December by decree; only
        # Ascension (21 May), Idul Fitri (24 and 25 May) and Pancasila (1 June) were days off.
        pytest.param(jakarta(2020, 5, 20), 1, jakarta(2020, 5, 22), id="22 May 2020 was worked"),
        pytest.param(jakarta(2020, 5, 22), 3, jakarta(2020, 5, 28), id="26 to 28 May 2020 were worked"),
        pytest.param(jakarta(2020, 5, 29), 1, jakarta(2020, 6, 2), id="Pancasila 2020"),
        pytest.param(jakarta(2020, 12, 23), 1, jakarta(2020, 12, 28), id="Christmas leave 2020"),
        pytest.param(jakarta(2020, 12, 30), 1, jakarta(2021, 1, 4), id="leave moved to 31 December 2020, New Year"),
        pytest.param(jakarta(2026, 3, 17), 1, jakarta(2026, 3, 25), id="Nyepi and Lebaran 2026 with their leave"),
        pytest.param(jakarta(2026, 3, 16), 2, jakarta(2026, 3, 25), id="two days over Lebaran 2026"),
        pytest.param(jakarta(2026, 12, 23), 5, jakarta(2027, 1, 4), id="over the end of 2026"),
    ],
)
def test_an_sla_ends_at_the_same_clock_time_n_working_days_later(start: datetime, days: int, due: datetime) -> None:
    assert CALENDAR.after(start, days) == due


def test_what_begins_on_a_day_off_begins_at_the_start_of_the_next_working_day() -> None:
    saturday = jakarta(2020, 6, 6, 15)
    assert CALENDAR.after(saturday, 1) == jakarta(2020, 6, 9, 0)
    assert CALENDAR.after(saturday, 1) == CALENDAR.after(jakarta(2020, 6, 8, 0), 1)


def test_the_day_is_the_citys_and_not_utcs() -> None:
    # 23:30 UTC on Sunday is Monday morning in Jakarta.
    assert CALENDAR.after(datetime(2020, 6, 7, 23, 30, tzinfo=UTC), 1) == jakarta(2020, 6, 9, 6, 30)


def test_parts_of_an_sla_are_counted_in_working_time() -> None:
    friday = jakarta(2020, 6, 5, 15)
    assert CALENDAR.after(friday, 1, percent=50) == jakarta(2020, 6, 8, 3)
    assert CALENDAR.after(friday, 3, percent=50) == jakarta(2020, 6, 9, 3)
    assert CALENDAR.after(friday, 1, percent=150) == jakarta(2020, 6, 9, 3)
    assert CALENDAR.after(friday, 2, percent=150) == CALENDAR.after(friday, 3)


def test_a_change_of_clocks_does_not_move_a_deadline() -> None:
    friday = datetime(2026, 3, 27, 10, tzinfo=BERLIN.zone)  # summer time begins on Sunday the 29th
    assert BERLIN.after(friday, 1).astimezone(BERLIN.zone).hour == 10
    every_day = WorkingCalendar(BERLIN.zone, lambda day: True, "test")
    skipped = datetime(2026, 3, 28, 2, 30, tzinfo=BERLIN.zone)  # 02:30 does not exist on the next day
    assert every_day.after(skipped, 1) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_the_profile_can_add_a_day_off_and_a_day_of_work(tmp_path: Path) -> None:
    text = (JAKARTA.folder / "profile.toml").read_text("utf-8")
    text = text.replace("extra_holidays = []", "extra_holidays = [2020-06-03]")
    text = text.replace("extra_working_days = []", "extra_working_days = [2020-06-06]")
    path = tmp_path / "profile.toml"
    path.write_text(text, "utf-8")
    own = working_calendar(load_city(path))
    assert own.after(jakarta(2020, 6, 2), 1) == jakarta(2020, 6, 4)
    assert own.after(jakarta(2020, 6, 5), 1) == jakarta(2020, 6, 6)
    assert own.version != CALENDAR.version


def test_the_version_names_library_and_calendar_and_fits_its_column() -> None:
    assert CALENDAR.version.startswith("holidays-")
    assert ":ID:public+government:" in CALENDAR.version
    assert len(CALENDAR.version) <= 64
    assert working_calendar(load_city("jakarta")).version == CALENDAR.version


def test_a_country_the_library_does_not_know_stops_the_start(tmp_path: Path) -> None:
    text = (JAKARTA.folder / "profile.toml").read_text("utf-8").replace('country = "ID"', 'country = "ZZ"')
    path = tmp_path / "profile.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError, match="jakarta"):
        working_calendar(load_city(path))


def test_working_time_is_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="forward"):
        CALENDAR.add(jakarta(2020, 6, 2), timedelta(seconds=-1))
    assert CALENDAR.between(jakarta(2020, 6, 3), jakarta(2020, 6, 2)) == timedelta(0)


@given(instants, instants, st.integers(0, 30))
def test_what_begins_later_is_never_due_earlier(one: datetime, other: datetime, days: int) -> None:
    early, late = sorted((one, other))
    assert CALENDAR.after(early, days) <= CALENDAR.after(late, days)


@given(instants, st.timedeltas(timedelta(0), timedelta(days=30)))
def test_between_undoes_add(start: datetime, working_time: timedelta) -> None:
    assert CALENDAR.between(start, CALENDAR.add(start, working_time)) == working_time


@given(instants, st.integers(1, 30))
def test_a_deadline_falls_on_a_working_day(start: datetime, days: int) -> None:
    day: date = JAKARTA.day_of(CALENDAR.after(start, days))
    assert CALENDAR.works_on(day)
