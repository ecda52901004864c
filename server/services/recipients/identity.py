"""Who a recipient is: read from what people type, sealed into the row, opened from it, masked."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from uuid import UUID

from server.core.act import Act
from server.core.errors import Collector, InvalidInput
from server.matching.identifiers import kk, nib, nik
from server.matching.identifiers.reading import Reading
from server.models.recipient import Recipient
from server.services import free_text, personal

LONGEST_NAME = 120
OLDEST_YEAR = 1900
INDEXED = {"nik": "NIK", "kk": "KK", "business": "NIB"}
"""Fields that are looked up, and the purpose of their blind index."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Name, birth date and numbers in clear, normalised; ``business`` is the business number (NIB)."""

    name: str | None = None
    birth_date: date | None = None
    nik: str | None = None
    kk: str | None = None
    business: str | None = None


@dataclass(frozen=True, slots=True)
class Warned:
    """Something odd that refuses nobody: a message code, and the field that a person should look at."""

    field: str
    code: str


NAMES = tuple(one.name for one in fields(Identity))


def read(act: Act, typed: Mapping[str, Any], before: Identity | None = None) -> tuple[Identity, list[Warned]]:
    """Return ``before`` with what was ``typed`` laid over it, normalised, and what is odd about it.

    Fields that are absent from ``typed`` stay as they were; ``None`` and placeholders clear a number. Raises all faults
    at once, each at its field. A NIK whose birth date differs is odd, and never wrong (PRODUCT §7).
    """
    faults = Collector()
    now = before or Identity()
    if "name" in typed:
        with faults.catch():
            now = replace(now, name=free_text.read(typed["name"] or "", ("name",), LONGEST_NAME))
    if "birth_date" in typed:
        with faults.catch():
            now = replace(now, birth_date=_birth_date(act, typed["birth_date"]))
    readings = _numbers(act, typed, now)
    for name, reading in readings.items():
        with faults.catch():
            number: dict[str, Any] = {name: reading.optional(_INPUT.get(name, name))}
            now = replace(now, **number)
    faults.stop_if_any()
    return now, [Warned(_INPUT.get(name, name), code) for name, found in readings.items() for code in found.warnings]


def columns(act: Act, key: UUID, identity: Identity) -> dict[str, bytes | None]:
    """Return the sealed and indexed columns of the recipient with ``key``."""
    found: dict[str, bytes | None] = {}
    for name in NAMES:
        value = getattr(identity, name)
        clear = value.isoformat() if isinstance(value, date) else value
        found[f"{name}_sealed"] = personal.seal(act.platform.keys, Recipient, name, key, clear) if clear else None
        if name in INDEXED:
            found[f"{name}_index"] = index(act, name, clear)
    return found


def index(act: Act, name: str, value: str | None) -> bytes | None:
    """Return the blind index of a normalised number; ``None`` for a missing one, which is no key."""
    return act.platform.keys.blind_index(INDEXED[name], value) if value else None


def opened(act: Act, recipient: Recipient) -> Identity:
    """Return the recipient's identity in clear."""
    clear: dict[str, Any] = {
        name: personal.opened(act.platform.keys, recipient, name)
        for name in NAMES
        if getattr(recipient, f"{name}_sealed") is not None
    }
    if "birth_date" in clear:
        clear["birth_date"] = date.fromisoformat(clear["birth_date"])
    return Identity(**clear)


def birth_date_of(act: Act, recipient: Recipient) -> date | None:
    """Return the birth date in clear, or ``None`` when it is not known."""
    if recipient.birth_date_sealed is None:
        return None
    return date.fromisoformat(personal.opened(act.platform.keys, recipient, "birth_date"))


_INPUT = {"business": "business_number"}
"""Where a field is called otherwise in what people fill in."""


def _numbers(act: Act, typed: Mapping[str, Any], now: Identity) -> dict[str, Reading]:
    """Read the numbers that were typed; a new birth date is compared with a NIK that was there before."""
    found: dict[str, Reading] = {}
    number = typed.get("nik", now.nik if "birth_date" in typed else None)
    if "nik" in typed or number:
        found["nik"] = nik.normalise(number or "", act.today, born=now.birth_date)
    if "kk" in typed:
        own = found["nik"].value if "nik" in found else now.nik
        found["kk"] = kk.normalise(typed["kk"] or "", act.today, nik=own)
    if "business_number" in typed:
        found["business"] = nib.normalise(typed["business_number"] or "")
    return found


def _birth_date(act: Act, born: date | None) -> date | None:
    if born is not None and born > act.today:
        raise InvalidInput(path=("birth_date",), reason="DATE_FUTURE")
    if born is not None and born.year < OLDEST_YEAR:
        raise InvalidInput(path=("birth_date",), reason="DATE_TOO_OLD", limit=str(OLDEST_YEAR))
    return born
