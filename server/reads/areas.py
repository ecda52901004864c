"""Queries over areas."""

from datetime import date
from typing import Any

from server.models.area import Area, AreaLevel
from server.reads.paging import Key, Ordering

BY_CODE = Ordering("code", (Key(Area.code, str),))


def listing(on: date, level: AreaLevel | None, parent: str | None) -> Any:
    """Return the areas that exist on the day ``on``, of one level and below one parent when these are given."""
    found = Area.select().where(
        Area.valid_from.is_null() | (Area.valid_from <= on), Area.valid_to.is_null() | (Area.valid_to > on)
    )
    if level is not None:
        found = found.where(Area.level == level)
    return found if parent is None else found.where(Area.parent == parent)


def with_code(code: str) -> Any:
    """Return the area with ``code``, whatever its validity."""
    return Area.select().where(Area.code == code)


def with_codes(codes: list[str], visible: Any) -> Any:
    """Return the areas with ``codes`` that may be seen."""
    return Area.select().where(Area.code.in_(codes), visible)
