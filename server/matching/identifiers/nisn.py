"""NISN (nomor induk siswa nasional): 10 digits, a pupil. Many begin with a zero, which a spreadsheet drops."""

from server.matching.identifiers import digits
from server.matching.identifiers.reading import Reading

LENGTH = 10


def normalise(text: str) -> Reading:
    """Return the 10 digits. Faults: ``NISN_LENGTH`` and those of ``digits.normalise``."""
    return digits.exactly(text, LENGTH, "NISN_LENGTH")
