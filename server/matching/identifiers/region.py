"""What NIK and KK share: a region of first registration, a date in six digits, a serial number."""

import re
from datetime import date

# The codes of the 38 provinces (Kemendagri, since 2022).
_PROVINCE = re.compile(r"1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-6]")


def is_region(digits: str) -> bool:
    """Say whether six digits can be province, regency and district.

    Only the province is looked up: numbers keep the code of a district that was split or renamed long ago.
    """
    return _PROVINCE.fullmatch(digits[:2]) is not None and digits[2:4] != "00" and digits[4:6] != "00"


def date_of(day: int, month: int, year: int) -> date | None:
    """Return the date, or ``None`` when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def past_year(two_digits: int, today: date) -> int:
    """Return the latest year with these last two digits that has begun by ``today``."""
    century = today.year - today.year % 100
    return century + two_digits - (100 if two_digits > today.year % 100 else 0)
