"""Takes a place or body in that aid can go to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from server.core.act import Act
from server.core.dialect import serialise
from server.core.ids import new_id
from server.core.verbs import verb
from server.models.recipient_unit import RecipientUnit, UnitState
from server.services import audit, personal
from server.services.units import contacts
from server.services.units.kinds import is_area, require_may_register, serving
from server.services.units.reading import placed, read
from server.services.units.refusals import UnitExists


@dataclass(frozen=True, slots=True)
class Form:
    """A unit as filled in. ``area`` is the code of the area it lies in, ``rw`` of its RW, where it is or lies in one.

    ``values`` may hold ``name`` (required), ``address``, ``households``, ``facts``, ``facts_source``, ``facts_as_of``.
    ``contact_email`` is the address of an account that is to speak for it.
    """

    kind: str
    area: str
    rw: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    contact_email: str | None = None
    source_key: str | None = None
    is_synthetic: bool = False


@verb(refuses=(UnitExists,))
def register(act: Act, form: Form) -> RecipientUnit:
    """Register a unit. An area can be one unit of a kind only; bodies may share a place."""
    sectors = serving(act, form.kind)
    require_may_register(act, sectors, form.area)
    placed(act, form.area, form.rw, is_area=is_area(sectors, form.kind))
    values = read(act, {"name": None, **form.values}, sectors)
    if is_area(sectors, form.kind):
        require_free(form.kind, form.rw)
    account = contacts.account_of(act, form.contact_email, ("contact_email",)) if form.contact_email else None
    key, address = new_id(), values.pop("address", None)
    unit = RecipientUnit.create(
        id=key,
        created_at=act.now,
        kind=form.kind,
        area=form.area,
        rw=form.rw,
        address_sealed=personal.seal(act.platform.keys, RecipientUnit, "address", key, address) if address else None,
        **{"facts_as_of": act.today if values.get("facts") else None, **values},
        source_key=form.source_key,
        is_synthetic=form.is_synthetic,
    )
    audit.record(act, f"recipient_unit:{key}", "unit.registered", {"kind": form.kind, "area": form.area, "rw": form.rw})
    if account is not None:
        contacts.name(act, unit, account)
    return unit


def require_free(kind: str, rw: str | None) -> None:
    """Refuse when the area ``rw`` is a unit of ``kind`` already."""
    serialise(f"recipient_unit:{kind}:{rw}")
    twin = RecipientUnit.get_or_none(
        RecipientUnit.kind == kind, RecipientUnit.rw == rw, RecipientUnit.state == UnitState.ACTIVE
    )
    if twin is not None:
        raise UnitExists(path=("rw",), name=twin.name)
