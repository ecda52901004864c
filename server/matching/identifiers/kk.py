"""Nomor KK (family card): 16 digits, region, date of registration, serial. It changes when a family splits."""

from datetime import date

from server.matching.identifiers import digits
from server.matching.identifiers.reading import Reading, refuse
from server.matching.identifiers.region import date_of, is_region, past_year

LENGTH = 16


def normalise(text: str, today: date, *, nik: str | None = None) -> Reading:
    """Return the 16 digits. ``nik`` is the normalised NIK of a member, which people write into both cells.

    Faults: ``KK_LENGTH``, ``KK_EQUALS_NIK``, ``KK_REGION``, ``KK_DATE`` (no such day of registration, or one to come;
    a woman's NIK has such a date), ``KK_SERIAL``, and those of ``digits.normalise``. A KK ending in zero warns as a
    NIK does: ``KK_ENDS_IN_ZERO``.
    """
    reading = digits.exactly(text, LENGTH, "KK_LENGTH")
    if reading.value is None:
        return reading
    kk = reading.value
    registered = date_of(int(kk[6:8]), int(kk[8:10]), past_year(int(kk[10:12]), today))
    faults = {
        "KK_EQUALS_NIK": kk == nik,
        "KK_REGION": not is_region(kk),
        "KK_DATE": registered is None or registered > today,
        "KK_SERIAL": kk[12:] == "0000",
    }
    for fault, holds in faults.items():
        if holds:
            return refuse(fault)
    return Reading(kk, warnings=("KK_ENDS_IN_ZERO",) if kk.endswith("0") else ())
