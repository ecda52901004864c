"""NIB (nomor induk berusaha): 13 digits, one for each business actor (PP 24/2018)."""

from server.matching.identifiers import digits
from server.matching.identifiers.reading import Reading

LENGTH = 13


def normalise(text: str) -> Reading:
    """Return the 13 digits. Faults: ``NIB_LENGTH`` and those of ``digits.normalise``."""
    return digits.exactly(text, LENGTH, "NIB_LENGTH")
