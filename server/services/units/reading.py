"""What can be said of a unit, read and checked field by field."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from server.core.act import Act
from server.core.errors import Collector, InvalidInput
from server.models.area import Area
from server.models.recipient_unit import UnitState
from server.sectors.definition import SectorDefinition, Subject
from server.services import free_text
from server.services.sectors.taking import known_facts

LONGEST_NAME = 120
LONGEST_ADDRESS = 240
LONGEST_SOURCE = 64
MOST_HOUSEHOLDS = 100_000


def read(act: Act, typed: Mapping[str, Any], sectors: list[SectorDefinition]) -> dict[str, Any]:
    """Return the fields in ``typed``, normalised; raise all faults at once, each at its field.

    ``name``, ``address``, ``households``, ``facts``, ``facts_source``, ``facts_as_of``, ``state``; others are ignored.
    """
    readers: Mapping[str, Callable[[Any], Any]] = {
        "name": lambda value: free_text.read(value or "", ("name",), LONGEST_NAME),
        "address": lambda value: free_text.read(value, ("address",), LONGEST_ADDRESS) if value else None,
        "households": _households,
        "facts": lambda value: known_facts(sectors, Subject.UNIT, value or {}),
        "facts_source": lambda value: free_text.read(value, ("facts_source",), LONGEST_SOURCE) if value else None,
        "facts_as_of": lambda value: _as_of(act, value),
        "state": UnitState,
    }
    faults = Collector()
    found: dict[str, Any] = {}
    for name, reader in readers.items():
        if name in typed:
            with faults.catch():
                found[name] = reader(typed[name])
    faults.stop_if_any()
    return found


def placed(act: Act, area: str, rw: str | None, *, is_area: bool) -> None:
    """Refuse an area that is not of the level of units (the last but one), or an RW that does not lie in it.

    A unit that is itself an area of the narrowest level must name it.
    """
    *_, level, narrowest = act.platform.city.area_levels
    if not _exists(act, area, level.level):
        raise InvalidInput(path=("area",), reason="AREA_UNKNOWN", limit=level.level)
    if rw is None:
        if is_area:
            raise InvalidInput(path=("rw",), reason="REQUIRED")
    elif not _exists(act, rw, narrowest.level, area):
        raise InvalidInput(path=("rw",), reason="AREA_UNKNOWN", limit=narrowest.level)


def _exists(act: Act, code: str, level: str, parent: str | None = None) -> bool:
    found = Area.select().where(
        Area.code == code,
        Area.level == level,
        Area.valid_from.is_null() | (Area.valid_from <= act.today),
        Area.valid_to.is_null() | (Area.valid_to > act.today),
    )
    return bool((found if parent is None else found.where(Area.parent == parent)).exists())


def _households(value: int | None) -> int | None:
    if value is not None and value < 0:
        raise InvalidInput(path=("households",), reason="NEGATIVE")
    if value is not None and value > MOST_HOUSEHOLDS:
        raise InvalidInput(path=("households",), reason="TOO_LARGE", limit=str(MOST_HOUSEHOLDS))
    return value


def _as_of(act: Act, day: date | None) -> date | None:
    if day is not None and day > act.today:
        raise InvalidInput(path=("facts_as_of",), reason="DATE_FUTURE")
    return day
