"""NPWP (tax number): 16 digits since July 2022 (PMK 112/2022), before that 15.

An entity's 16 digits are a zero and its old 15; a resident's are the NIK. Both forms come to one value.
"""

from datetime import date

from server.matching.identifiers import digits, nik
from server.matching.identifiers.reading import Reading, refuse

LENGTH = 16


def normalise(text: str, today: date) -> Reading:
    """Return the 16 digits.

    Faults: ``NPWP_LENGTH`` (also the 22 digits of a branch's NITKU), ``NPWP_NIK`` (16 digits that neither begin with a
    zero nor are a NIK), and those of ``digits.normalise``.
    """
    reading = digits.normalise(text)
    if reading.value is None:
        return reading
    npwp = reading.value.rjust(LENGTH, "0") if len(reading.value) == LENGTH - 1 else reading.value
    if len(npwp) != LENGTH:
        return refuse("NPWP_LENGTH")
    if npwp.startswith("0"):
        return Reading(npwp)
    person = nik.normalise(npwp, today)
    return refuse("NPWP_NIK") if person.fault else person
