from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from server.matching.match import Candidate, Evidence, Level, Match, Verdict
from server.matching.people import Person, compare, keys_of

BORN = date(1990, 8, 17)
NIK, TWIN_NIK, OTHER_NIK = "3171015708900001", "3171015708900002", "3175024205880003"
DAMAGED = "3171015708900010"
MINE = Person(name="Siti Aminah", nik=NIK, born=BORN, phone="+6281234567890", email="siti@gmail.com")
WITHOUT_NIK = replace(MINE, nik=None)


def matched(theirs: Person, mine: Person = MINE) -> Match:
    shared = frozenset(keys_of(mine)) & frozenset(keys_of(theirs))
    return compare(mine, Candidate(UUID(int=1), theirs, shared))


def test_the_phone_is_a_key_only_together_with_the_name() -> None:
    assert [(key.purpose, key.normalised) for key in keys_of(MINE)] == [
        ("person.nik", NIK),
        ("person.phone_name", "+6281234567890 siti aminah"),
        ("person.email", "siti@gmail.com"),
    ]
    assert keys_of(Person(name="-", phone="+6281234567890")) == ()


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        (Person(name="Hj. SITI AMINAH, S.Pd.", nik=NIK), Verdict.AUTO),
        (Person(name="Siti Aminah", nik=NIK, born=date(1990, 8, 18)), Verdict.REVIEW),
        (Person(name="Budi Santoso", nik=NIK, born=BORN), Verdict.REVIEW),
    ],
)
def test_an_equal_nik_decides_only_with_the_name(theirs: Person, expected: Verdict) -> None:
    assert matched(theirs).verdict is expected


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        (Person(name="Siti Aminah", nik=DAMAGED, born=BORN), Verdict.AUTO),
        (Person(name="Siti Aminah", nik=DAMAGED), Verdict.REVIEW),
        (Person(name="Siti Aisyah", nik=DAMAGED, born=BORN), Verdict.REVIEW),
    ],
)
def test_a_nik_that_a_spreadsheet_may_have_cut_needs_name_and_birth_date(theirs: Person, expected: Verdict) -> None:
    match = matched(theirs, replace(MINE, nik=DAMAGED))
    assert match.verdict is expected
    assert Evidence("nik", Level.DAMAGED) in match.evidence


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        # A twin: the same day and phone, the next serial.
        (replace(MINE, name="Siti Aisyah", nik=TWIN_NIK), Verdict.NEW),
        (replace(MINE, nik=TWIN_NIK), Verdict.REVIEW),
        # Two digits swapped on the way.
        (replace(MINE, nik="3171015708900010"), Verdict.REVIEW),
        # A namesake at the same phone, whose number and birth date bear each other out.
        (replace(MINE, nik=OTHER_NIK, born=date(1988, 5, 2)), Verdict.NEW),
        (replace(MINE, nik=OTHER_NIK), Verdict.REVIEW),
        (replace(MINE, nik=OTHER_NIK, born=None), Verdict.REVIEW),
        (replace(MINE, name="Budi Santoso", nik=OTHER_NIK), Verdict.NEW),
    ],
)
def test_different_niks_keep_people_apart_unless_a_slip_explains_them(theirs: Person, expected: Verdict) -> None:
    assert matched(theirs).verdict is expected


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        (MINE, Verdict.AUTO),
        (replace(MINE, phone=None), Verdict.AUTO),
        (replace(MINE, born=None), Verdict.REVIEW),
        (replace(MINE, born=date(1990, 8, 18)), Verdict.REVIEW),
        (replace(MINE, born=date(1976, 8, 17)), Verdict.NEW),
        (replace(MINE, name="Siti Aisyah"), Verdict.NEW),
        (replace(MINE, name="Siti Aisyah", born=None), Verdict.REVIEW),
        (replace(MINE, name="Siti Aisyah", born=None, email=None), Verdict.NEW),
    ],
)
def test_without_a_nik_a_full_name_a_birth_date_and_a_contact_decide(theirs: Person, expected: Verdict) -> None:
    assert matched(theirs, WITHOUT_NIK).verdict is expected


def test_a_name_of_one_word_never_decides_without_a_nik() -> None:
    mine = replace(WITHOUT_NIK, name="Suharto")
    assert matched(mine, mine).verdict is Verdict.REVIEW


def test_day_and_month_swapped_are_close() -> None:
    mine = replace(WITHOUT_NIK, born=date(1990, 3, 4))
    match = matched(replace(mine, born=date(1990, 4, 3)), mine)
    assert Evidence("born", Level.CLOSE) in match.evidence
    assert match.verdict is Verdict.REVIEW
