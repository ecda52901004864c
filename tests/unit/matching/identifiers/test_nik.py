from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.areas import load_areas
from server.matching.identifiers import nik

TODAY = date(2026, 11, 25)
DISTRICTS = frozenset(area.code for area in load_areas("jakarta") if area.level == "DISTRICT")


def test_a_nik_tells_its_district_birth_date_sex_and_serial() -> None:
    facts = nik.facts_of("3171015708900001", TODAY)
    assert facts == nik.Facts("31.71.01", date(1990, 8, 17), is_woman=True, serial="0001")
    assert nik.facts_of("3171011708050002", TODAY) == nik.Facts("31.71.01", date(2005, 8, 17), False, "0002")


@given(st.dates(date(1927, 1, 1), TODAY), st.booleans(), st.integers(1, 9999))
def test_every_past_birth_date_is_read_back(born: date, is_woman: bool, serial: int) -> None:
    text = f"317101{born.day + 40 * is_woman:02}{born:%m%y}{serial:04}"
    reading = nik.normalise(text, TODAY, born=born)
    assert reading.value == text
    facts = nik.facts_of(text, TODAY, born=born)
    assert facts is not None
    assert (facts.birth_date, facts.is_woman) == (born, is_woman)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("317101570890000", "NIK_LENGTH"),
        ("31710157089000011", "NIK_LENGTH"),
        ("1071015708900001", "NIK_REGION"),
        ("9771015708900001", "NIK_REGION"),
        ("3100015708900001", "NIK_REGION"),
        ("3171005708900001", "NIK_REGION"),
        ("3171013208900001", "NIK_DATE"),
        ("3171014008900001", "NIK_DATE"),
        ("3171017208900001", "NIK_DATE"),
        ("3171010008900001", "NIK_DATE"),
        ("3171011713900001", "NIK_DATE"),
        ("3171012902010001", "NIK_DATE"),
        ("3171013112260001", "NIK_DATE"),
        ("3171012611260001", "NIK_DATE"),
        ("3171015708900000", "NIK_SERIAL"),
        ("3.17E+15", "EXCEL_DAMAGED"),
        ("317101570890000l", "DIGITS_ONLY"),
    ],
)
def test_what_cannot_be_a_nik_is_refused_with_its_fault(text: str, fault: str) -> None:
    reading = nik.normalise(text, TODAY)
    assert (reading.value, reading.fault) == (None, fault)


@pytest.mark.parametrize("text", ["3171012902040001", "3171012511260001", "3171016902000001"])
def test_leap_days_and_births_of_today_stand(text: str) -> None:
    assert nik.normalise(text, TODAY).value == text


def test_a_first_registration_anywhere_in_the_country_is_as_good() -> None:
    assert nik.normalise("5371015708900001", TODAY, districts=DISTRICTS).warnings == ()


def test_an_unknown_district_of_the_city_only_warns() -> None:
    assert nik.normalise("3171015708900001", TODAY, districts=DISTRICTS).warnings == ()
    assert nik.normalise("3171995708900001", TODAY, districts=DISTRICTS).warnings == ("NIK_DISTRICT_UNKNOWN",)


def test_another_birth_date_than_the_stated_one_only_warns() -> None:
    reading = nik.normalise("3171015708900001", TODAY, born=date(1990, 8, 18))
    assert (reading.value, reading.warnings) == ("3171015708900001", ("NIK_BIRTH_DATE_DIFFERS",))


def test_the_stated_birth_date_tells_the_century() -> None:
    assert nik.normalise("3171013112260001", TODAY, born=date(1926, 12, 31)).warnings == ()
    facts = nik.facts_of("3171010101200001", TODAY, born=date(1920, 1, 1))
    assert facts is not None
    assert facts.birth_date == date(1920, 1, 1)


def test_a_stated_birth_date_to_come_is_refused() -> None:
    assert nik.normalise("3171012611260001", TODAY, born=date(2026, 11, 26)).fault == "NIK_DATE"


@pytest.mark.parametrize(("born", "warns"), [(date(1915, 11, 25), True), (date(1915, 11, 26), False)])
def test_an_age_above_110_warns_from_the_birthday_on(born: date, warns: bool) -> None:
    reading = nik.normalise(f"317101{born:%d%m%y}0001", TODAY, born=born)
    assert reading.fault is None
    assert ("NIK_AGE" in reading.warnings) is warns


def test_a_last_digit_that_a_spreadsheet_may_have_lost_warns() -> None:
    assert nik.normalise("3171015708900010", TODAY).warnings == ("NIK_ENDS_IN_ZERO",)
