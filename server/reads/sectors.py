"""Queries over sectors."""

from typing import Any

from server.models.sector import Sector
from server.reads.paging import Key, Ordering

BY_CODE = Ordering("code", (Key(Sector.code, str),))


def listing(visible: Any) -> Any:
    """Return the sectors that the viewer may see."""
    return Sector.select().where(visible)


def with_code(code: str, visible: Any) -> Any:
    """Return the sector with ``code``, if the viewer may see it."""
    return Sector.select().where(Sector.code == code, visible)
