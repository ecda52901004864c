"""Corrects what is known of a unit: only what is given changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from server.core.act import Act
from server.core.dialect import locked
from server.core.errors import InvalidInput, NotFound, VersionConflict
from server.core.verbs import verb
from server.models.recipient_unit import RecipientUnit, UnitState
from server.services import audit, personal
from server.services.units.kinds import is_area, require_may_register, serving
from server.services.units.reading import read
from server.services.units.refusals import UnitExists
from server.services.units.register import require_free
from server.visibility import units as visibility

REQUIRED = ("name", "state")
"""Fields that can be changed and never cleared."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What changes on the unit that was read at version ``expected_version``; ``values`` holds only what was sent.

    ``name``, ``address``, ``households``, ``facts`` (attributes that are absent stay, ``None`` clears one),
    ``facts_source``, ``facts_as_of``, ``state``. Kind and place are for life: another place is another unit.
    """

    unit: UUID
    expected_version: int
    values: Mapping[str, Any]


@verb(refuses=(VersionConflict, UnitExists))
def update(act: Act, changes: Changes) -> RecipientUnit:
    """Change a unit."""
    unit = _for_update(act, changes)
    sectors = serving(act, unit.kind)
    require_may_register(act, sectors, unit.area)
    if unit.version != changes.expected_version:
        raise VersionConflict(path=("expected_version",), current_version=unit.version)
    if not changes.values:
        raise InvalidInput(reason="NOTHING_TO_CHANGE")
    for name in REQUIRED:
        if changes.values.get(name, "") is None:
            raise InvalidInput(path=(name,), reason="REQUIRED")
    values = read(act, changes.values, sectors)
    if values.get("state") is UnitState.ACTIVE is not unit.state and is_area(sectors, unit.kind):
        require_free(unit.kind, unit.rw)
    if "address" in values:
        address = values.pop("address")
        sealed = personal.seal(act.platform.keys, RecipientUnit, "address", unit.id, address) if address else None
        values["address_sealed"] = sealed
    if "facts" in values:
        cleared = {name for name, value in (changes.values["facts"] or {}).items() if value is None}
        kept = {name: value for name, value in unit.facts.items() if name not in cleared}
        values = {"facts_as_of": act.today, **values, "facts": {**kept, **values["facts"]}}
    RecipientUnit.update(**values, version=unit.version + 1).where(RecipientUnit.id == unit.id).execute()
    audit.record(act, f"recipient_unit:{unit.id}", "unit.updated", {"fields": sorted(changes.values)})
    return RecipientUnit.get_by_id(unit.id)


def _for_update(act: Act, changes: Changes) -> RecipientUnit:
    found: RecipientUnit | None = locked(
        RecipientUnit.select().where(RecipientUnit.id == changes.unit, visibility.visible(act))
    ).first()
    if found is None:
        raise NotFound(path=("unit_id",))
    return found
