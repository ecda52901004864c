"""A bank account's number. Every bank counts on its own: a number is evidence only together with its bank."""

from server.matching.identifiers import digits
from server.matching.identifiers.reading import Reading, refuse

SHORTEST, LONGEST = 8, 17


def normalise(text: str) -> Reading:
    """Return the digits, 8 to 17 of them. Faults: ``BANK_ACCOUNT_LENGTH`` and those of ``digits.normalise``."""
    reading = digits.normalise(text)
    if reading.value is not None and not SHORTEST <= len(reading.value) <= LONGEST:
        return refuse("BANK_ACCOUNT_LENGTH")
    return reading
