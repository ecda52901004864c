"""One file for each kind of identifier; each has ``normalise``, which gives a ``Reading`` and never raises.

``KINDS`` lists them under the names that a city profile uses. A service calls a kind's own module where it has more to
say (a stated birth date, the NIK beside a KK), and turns a reading into a refusal by ``Reading.optional("nik")`` or
``Reading.required("nik")``.
"""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from server.matching.identifiers import bank_account, email, kk, nib, nik, nisn, npsn, npwp, phone
from server.matching.identifiers.reading import Reading

Normaliser = Callable[[str, date], Reading]
"""Reads a text; the date is today's in the city."""


def _timeless(normalise: Callable[[str], Reading]) -> Normaliser:
    return lambda text, today: normalise(text)


KINDS: Mapping[str, Normaliser] = MappingProxyType(
    {
        "NIK": nik.normalise,
        "KK": kk.normalise,
        "NPWP": npwp.normalise,
        "NIB": _timeless(nib.normalise),
        "NPSN": _timeless(npsn.normalise),
        "NISN": _timeless(nisn.normalise),
        "PHONE": _timeless(phone.normalise),
        "EMAIL": _timeless(email.normalise),
        "BANK_ACCOUNT": _timeless(bank_account.normalise),
    }
)
