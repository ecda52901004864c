"""Facts that the platform derives before a rule is evaluated (rules never query): dotted names, so that no attribute
of a sector can bear one."""

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from server.rules.syntax import Kind
from server.sectors.definition import Item, UnitKind

PLATFORM_FACTS: Mapping[str, Kind] = MappingProxyType(
    {
        "decision.date": Kind.DATE,
        "recipient.age": Kind.NUMBER,
        "unit.kind": Kind.STRING,
        "pledge.item": Kind.STRING,
        "pledge.category": Kind.STRING,
        "pledge.quantity": Kind.NUMBER,
        "pledge.value": Kind.NUMBER,
    }
)
"""The day of the decision in the city's zone; full years of age on that day; the code of the unit's kind; code and
category of the pledged item, its quantity for this recipient, and its reference value in rupiah."""


def platform_choices(items: Iterable[Item], kinds: Iterable[UnitKind]) -> Mapping[str, Collection[str]]:
    """Return the only values that the STRING ones can have in a sector with these items and unit kinds."""
    listed = tuple(items)
    return {
        "unit.kind": {kind.code for kind in kinds},
        "pledge.item": {item.code for item in listed},
        "pledge.category": {item.category for item in listed},
    }
