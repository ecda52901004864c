"""The form of a collaborator: its fields, what each kind must fill in, and how a value is read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from unicodedata import category
from uuid import UUID

import orjson

from server.core.act import Act
from server.core.errors import Collector, InvalidInput
from server.matching.identifiers import KINDS
from server.models.application import Application
from server.models.collaborator import CollaboratorKind
from server.models.sector import Sector
from server.services.personal import opened, seal

Form = dict[str, str]
"""Field > normalised text. Fields that were not given are absent."""

TEXTS = {"legal_name": 120, "contact_name": 120, "address": 240, "licence_number": 64}
"""Free texts and the longest that each may be, in characters."""
IDENTIFIERS = {"nik": "NIK", "npwp": "NPWP", "nib": "NIB", "phone": "PHONE", "email": "EMAIL"}
"""Fields that are identifiers, and their kind in ``matching.identifiers``."""
DATES = ("licence_expires_on", "birth_date")
FIELDS = (*TEXTS, *IDENTIFIERS, *DATES)

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_BODY = ("legal_name", "npwp", "contact_name", "phone", "email", "address")
REQUIRED: Mapping[CollaboratorKind, tuple[str, ...]] = {
    CollaboratorKind.INDIVIDUAL: ("legal_name", "nik", "phone", "email"),
    CollaboratorKind.COMPANY: _BODY,
    CollaboratorKind.FOUNDATION: _BODY,
    CollaboratorKind.INSTITUTION: _BODY,
    CollaboratorKind.COMMUNITY: ("legal_name", "contact_name", "phone", "email", "address"),
    CollaboratorKind.AGGREGATOR: (*_BODY, "licence_number", "licence_expires_on"),
}
"""What a complete form holds (domain study §7.1.5): an aggregator pools gifts, so it needs its licence."""

DOCUMENTS: Mapping[CollaboratorKind, tuple[str, ...]] = {
    kind: ("STATEMENT", "LICENCE") if kind is CollaboratorKind.AGGREGATOR else ("STATEMENT",)
    for kind in CollaboratorKind
}
"""The documents that each kind attaches: everybody the signed statement letter, an aggregator its licence."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What the applicant typed. ``values`` holds only fields that were sent; an empty text clears a field."""

    values: Mapping[str, str | None]
    public_name: str | None = None
    sectors: tuple[str, ...] | None = None
    documents: Mapping[str, UUID] | None = None


def read(act: Act, changes: Changes) -> Form:
    """Return the changed fields normalised, ``""`` for a cleared one; raise every fault at once with its path."""
    faults = Collector()
    form: Form = {}
    for name, value in changes.values.items():
        with faults.catch():
            form[name] = _read(act, name, (value or "").strip())
    if changes.public_name is not None:
        with faults.catch():
            _text("public_name", changes.public_name.strip(), 120)
    if changes.sectors is not None:
        with faults.catch():
            require_sectors(changes.sectors)
    faults.stop_if_any()
    return form


def merged(old: Form, changed: Form) -> Form:
    """Return ``old`` with ``changed`` laid over it; cleared fields are gone."""
    return {name: value for name, value in {**old, **changed}.items() if value}


def open_form(act: Act, application: Application) -> Form:
    """Return the clear form of an application."""
    form: Form = orjson.loads(opened(act.platform.keys, application, "form"))
    return form


def sealed_form(act: Act, key: Any, form: Form) -> bytes:
    """Return ``form`` as the sealed column of the application with ``key``."""
    return seal(act.platform.keys, Application, "form", key, dumped(form))


def dumped(form: Form) -> str:
    """Return ``form`` as text, the same for the same values."""
    return orjson.dumps(form, option=orjson.OPT_SORT_KEYS).decode()


def missing(kind: CollaboratorKind, form: Form, documents: Collection[str]) -> list[str]:
    """Return the names of the fields and documents (``documents.<PURPOSE>``) that a complete application lacks."""
    fields = [name for name in REQUIRED[kind] if name not in form]
    return fields + [f"documents.{purpose}" for purpose in DOCUMENTS[kind] if purpose not in documents]


def require_sectors(codes: tuple[str, ...]) -> None:
    """Refuse sectors that do not exist."""
    known = {row.code for row in Sector.select(Sector.code)}
    for position, code in enumerate(codes):
        if code not in known:
            raise InvalidInput(path=("sectors", position), reason="UNKNOWN_SECTOR")


def _read(act: Act, name: str, value: str) -> str:
    if value == "":
        return ""
    if name in IDENTIFIERS:
        return KINDS[IDENTIFIERS[name]](value, act.today).optional(name) or ""
    if name in DATES:
        return _date(name, value)
    return _text(name, value, TEXTS[name])


def _text(name: str, value: str, longest: int) -> str:
    if not value:
        raise InvalidInput(path=(name,), reason="REQUIRED")
    if len(value) > longest:
        raise InvalidInput(path=(name,), reason="TOO_LONG", limit=str(longest))
    # Signs that turn the writing around would let one name pass for another.
    if any(category(sign) in _UNSEEN for sign in value):
        raise InvalidInput(path=(name,), reason="CONTROL_CHARACTER")
    return value


def _date(name: str, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise InvalidInput(path=(name,), reason="DATE_FORM") from None
