"""Grants' scopes as conditions on rows."""

from collections.abc import Callable
from typing import Any

from peewee import Value

from server.core.act import Act
from server.core.roles import Role

NOTHING: Any = Value(1) == Value(0)
"""The condition that no row fulfils."""
EVERYTHING: Any = Value(1) == Value(1)
"""The condition that every row fulfils."""

Placed = Callable[[str], Any]
"""Takes a code (of an area, of a sector), gives the condition that a row lies there."""


def within(act: Act, roles: tuple[Role, ...], in_area: Placed, in_sector: Placed) -> Any:
    """Return the condition that a row lies in the scope of a grant of one of ``roles``."""
    condition = NOTHING
    for scope in act.actor.scopes_of(*roles):
        there = EVERYTHING if scope.area is None else in_area(scope.area)
        condition = condition | (there if scope.sector is None else there & in_sector(scope.sector))
    return condition
