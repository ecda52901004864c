"""E-mail addresses: in lower case, and whether their domain says anything about who writes."""

import re

from server.matching.identifiers.digits import is_filler, is_placeholder
from server.matching.identifiers.reading import BLANK, MISSING, Reading, refuse

LONGEST, LONGEST_LOCAL = 254, 64
_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_FORM = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+[a-z]{{2,}}")
# Providers that give an address to anybody: to share one says nothing.
_PUBLIC = re.compile(
    r"(aol|fastmail|gmail|gmx|googlemail|hotmail|icloud|live|mail|me|msn|outlook|protonmail|rocketmail|tutanota|yahoo"
    r"|yandex|ymail|zoho)\.com|(hotmail|outlook|yahoo)\.co\.id|(pm|proton)\.me|mail\.ru|yandex\.ru"
)


def normalise(text: str) -> Reading:
    """Return the address in lower case, as every provider of note compares it.

    Faults: ``EMAIL_FORM`` (also non-ASCII letters, which look like others), ``EMAIL_LENGTH`` (254, 64 before the @).
    """
    address = text.strip().lower()
    if not address:
        return BLANK
    if is_placeholder(address) or is_filler(address):
        return MISSING
    if not text.isascii():
        return refuse("EMAIL_FORM")
    if len(address) > LONGEST or len(address.partition("@")[0]) > LONGEST_LOCAL:
        return refuse("EMAIL_LENGTH")
    return Reading(address) if _FORM.fullmatch(address) else refuse("EMAIL_FORM")


def own_domain(address: str) -> str | None:
    """Return the domain of a normalised address, or ``None`` for a public provider's, which is no evidence."""
    domain = address.rpartition("@")[2]
    return None if _PUBLIC.fullmatch(domain) else domain
