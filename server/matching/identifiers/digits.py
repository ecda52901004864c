"""Digits as people and spreadsheets write them: with separators, as placeholders, and damaged."""

import re

from server.matching.identifiers.reading import BLANK, MISSING, Reading, refuse

DIGITS_ONLY = "DIGITS_ONLY"
EXCEL_DAMAGED = "EXCEL_DAMAGED"

# Dots, every dash and space, and the invisible marks that come along when copying from a document.
_SEPARATORS = re.compile(r"[\s.\-\u2010-\u2015\u2212\u200b-\u200f\u2060\ufeff]")
# What is not there, in the words of those who must fill in every cell.
_WORDS_FOR_NOTHING = re.compile(r"n/?a|nil|null|none|nan|nihil|kosong|x+|(tidak|tdk|belum|blm)( ada)?", re.IGNORECASE)
# A spreadsheet keeps 15 digits of a number and shows it as 3.17E+15; a table tool writes 3171015708900000.0.
_SPREADSHEET = re.compile(r"\d+([.,]\d+)?[eE]\+?\d+|\d{6,}[.,]0", re.ASCII)


def normalise(text: str) -> Reading:
    """Return the ASCII digits of ``text`` without separators.

    Faults: ``EXCEL_DAMAGED`` (a number format cost it its last digits), ``DIGITS_ONLY`` (letters, other signs, or
    digits of another script, which only look like the ones on the card).
    """
    # One apostrophe in front is how a spreadsheet is told to keep text as text.
    text = text.strip().removeprefix("'").strip()
    if not text:
        return BLANK
    if _SPREADSHEET.fullmatch(text):
        return refuse(EXCEL_DAMAGED)
    if is_placeholder(text):
        return MISSING
    digits = _SEPARATORS.sub("", text)
    if not (digits.isascii() and digits.isdigit()):
        return refuse(DIGITS_ONLY)
    return MISSING if is_filler(digits) else Reading(digits)


def exactly(text: str, length: int, fault: str) -> Reading:
    """Return the digits of ``text``; refuse with ``fault`` another number of them than ``length``."""
    reading = normalise(text)
    if reading.value is not None and len(reading.value) != length:
        return refuse(fault)
    return reading


def is_placeholder(text: str) -> bool:
    """Say whether ``text`` is a word or sign for nothing rather than a value."""
    return not any(map(str.isalnum, text)) or _WORDS_FOR_NOTHING.fullmatch(text.strip()) is not None


def is_filler(text: str) -> bool:
    """Say whether ``text`` only fills the cell: zeros, or one digit again and again (``9999999999999999``)."""
    return set(text) == {"0"} or (len(text) >= 4 and len(set(text)) == 1 and text.isdigit())


def differ_by_a_slip(mine: str | None, theirs: str | None) -> bool:
    """Say whether one wrong digit, or two neighbours swapped, is all that keeps two numbers of one length apart."""
    if mine is None or theirs is None or len(mine) != len(theirs):
        return False
    wrong = [place for place, (one, other) in enumerate(zip(mine, theirs, strict=True)) if one != other]
    if len(wrong) != 2:
        return len(wrong) == 1
    first, second = wrong
    return second == first + 1 and (mine[first], mine[second]) == (theirs[second], theirs[first])
