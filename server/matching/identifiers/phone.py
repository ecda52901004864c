"""Telephone numbers, written in any of the ways usual in Indonesia, as one E.164 number (``+6281234567890``)."""

import re

from server.matching.identifiers import digits
from server.matching.identifiers.digits import is_filler
from server.matching.identifiers.reading import MISSING, Reading, refuse

COUNTRY = "62"
_LENGTH = "PHONE_LENGTH"
# What stands after +62: a mobile number has 9 to 12 digits and begins with 81-89; a landline has an area code.
_MOBILE = re.compile(r"8[1-9]\d{7,10}")
_LANDLINE = re.compile(r"[2-79]\d{6,10}")
_ABROAD = re.compile(r"[1-9]\d{7,14}")
_BRACKETS = str.maketrans("", "", "()")
# An operator's or area's code has three digits; what follows belongs to the subscriber.
_CODE = 3


def normalise(text: str) -> Reading:
    """Return the number in E.164.

    Faults: ``PHONE_PREFIX`` (neither 0, 62, +62 nor 8 in front, so that nobody can tell the area; emergency and service
    numbers), ``PHONE_LENGTH``, and those of ``digits.normalise``. A number of another country, which needs its plus,
    warns: ``PHONE_ABROAD``.
    """
    text = text.strip().removeprefix("'").strip().translate(_BRACKETS)
    reading = digits.normalise(text.removeprefix("+"))
    if reading.value is None:
        return reading
    number = reading.value
    if text.startswith("+") and not number.startswith((COUNTRY, "0")):
        return Reading(f"+{number}", warnings=("PHONE_ABROAD",)) if _ABROAD.fullmatch(number) else refuse(_LENGTH)
    national = _national(number)
    if national is None:
        return refuse("PHONE_PREFIX")
    if not (_MOBILE.fullmatch(national) or _LANDLINE.fullmatch(national)):
        return refuse(_LENGTH)
    return MISSING if is_filler(national[1:]) or set(national[_CODE:]) == {"0"} else Reading(f"+{COUNTRY}{national}")


def _national(number: str) -> str | None:
    """Return the digits after the country code, or ``None`` when nothing tells where the number belongs."""
    number = number.removeprefix("00")
    if number.startswith(COUNTRY):
        # People write +62 (0)812 too.
        return number.removeprefix(COUNTRY).lstrip("0")
    if number.startswith("0"):
        return number.removeprefix("0")
    return number if number.startswith("8") else None
