"""NIK (nomor induk kependudukan): 16 digits PPKKCC DDMMYY SSSS, a woman's day plus 40, kept for life.

The region is where the person was first registered. It says nothing of where they live (PP 40/2019), so nothing here
decides residence. Source: ``docs/data/identifiers.md``.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from server.matching.identifiers import digits
from server.matching.identifiers.reading import Reading, refuse
from server.matching.identifiers.region import date_of, is_region, past_year

LENGTH = 16
OLDEST_YEARS = 110
_WOMAN = 40


@dataclass(frozen=True, slots=True)
class Facts:
    """What a NIK says. ``birth_date`` need not be the person's: when that is corrected, the NIK stays as it is."""

    district: str
    birth_date: date
    is_woman: bool
    serial: str


def normalise(text: str, today: date, *, born: date | None = None, districts: Collection[str] = ()) -> Reading:
    """Return the 16 digits. ``today`` is the date in the city; ``born`` the birth date that the person states.

    ``districts`` are the district codes known (``31.71.01``); only NIKs of their provinces are compared with them.

    Faults: ``NIK_LENGTH``, ``NIK_REGION``, ``NIK_DATE`` (no such day, or a day to come), ``NIK_SERIAL``, and those of
    ``digits.normalise``. Warnings, none of which refuses anybody: ``NIK_BIRTH_DATE_DIFFERS``, ``NIK_AGE`` (above 110),
    ``NIK_DISTRICT_UNKNOWN``, ``NIK_ENDS_IN_ZERO`` (one in ten is right; a spreadsheet makes it of the other nine).
    """
    reading = digits.exactly(text, LENGTH, "NIK_LENGTH")
    if reading.value is None:
        return reading
    nik = reading.value
    if not is_region(nik):
        return refuse("NIK_REGION")
    if nik[12:] == "0000":
        return refuse("NIK_SERIAL")
    facts = facts_of(nik, today, born=born)
    if facts is None or facts.birth_date > today:
        return refuse("NIK_DATE")
    return Reading(nik, warnings=tuple(_warnings(nik, facts, today, born, districts)))


def facts_of(nik: str, today: date, *, born: date | None = None) -> Facts | None:
    """Return what the digits say, or ``None`` when their date is not in the calendar.

    A NIK does not tell the century. It is that of ``born`` where this fits, else the latest in which the year has
    begun.
    """
    is_woman, day, month, year = _date_digits(nik)
    if born is not None and agrees(nik, born):
        birth_date: date | None = born
    else:
        birth_date = date_of(day, month, past_year(year, today))
    if birth_date is None:
        return None
    return Facts(f"{nik[:2]}.{nik[2:4]}.{nik[4:6]}", birth_date, is_woman, nik[12:])


def agrees(nik: str, born: date) -> bool:
    """Say whether the NIK carries this birth date, in whichever century."""
    return _date_digits(nik)[1:] == (born.day, born.month, born.year % 100)


def may_be_damaged(nik: str) -> bool:
    """Say whether a spreadsheet may have replaced the last digit, so that equality proves little."""
    return nik.endswith("0")


def _date_digits(nik: str) -> tuple[bool, int, int, int]:
    day = int(nik[6:8])
    is_woman = day > _WOMAN
    return is_woman, day - _WOMAN * is_woman, int(nik[8:10]), int(nik[10:12])


def _warnings(nik: str, facts: Facts, today: date, born: date | None, districts: Collection[str]) -> list[str]:
    provinces = {code[:2] for code in districts}
    oldest = born or facts.birth_date
    found = {
        "NIK_BIRTH_DATE_DIFFERS": born is not None and born != facts.birth_date,
        "NIK_AGE": today.year - oldest.year - ((today.month, today.day) < (oldest.month, oldest.day)) > OLDEST_YEARS,
        "NIK_DISTRICT_UNKNOWN": facts.district[:2] in provinces and facts.district not in districts,
        "NIK_ENDS_IN_ZERO": may_be_damaged(nik),
    }
    return [code for code, holds in found.items() if holds]
