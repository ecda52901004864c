"""NPSN (nomor pokok sekolah nasional): 8 digits, a school."""

from server.matching.identifiers import digits
from server.matching.identifiers.reading import Reading

LENGTH = 8


def normalise(text: str) -> Reading:
    """Return the 8 digits. Faults: ``NPSN_LENGTH`` and those of ``digits.normalise``."""
    return digits.exactly(text, LENGTH, "NPSN_LENGTH")
