"""Queries over recipient units."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from server.core.dialect import in_subtree
from server.models.recipient_unit import RecipientUnit
from server.reads.paging import Key, Ordering, by_id

BY_NAME = Ordering("name", (Key(RecipientUnit.name, str), *by_id(RecipientUnit).keys))


def listing(visible: Any, area: str | None, kinds: Collection[str] | None) -> Any:
    """Return the units in and below ``area``, of one of ``kinds``, where these are given."""
    found = RecipientUnit.select().where(visible)
    if area is not None:
        found = found.where(in_subtree(RecipientUnit.area, area) | in_subtree(RecipientUnit.rw, area))
    return found if kinds is None else found.where(RecipientUnit.kind.in_(sorted(kinds)))


def among(keys: Sequence[UUID], condition: Any) -> dict[UUID, bool]:
    """Return key > true for those of ``keys`` whose unit fulfils ``condition``."""
    rows = RecipientUnit.select(RecipientUnit.id).where(RecipientUnit.id.in_(list(keys)), condition)
    return {row.id: True for row in rows}


def with_keys(keys: Collection[UUID]) -> Any:
    """Return the units with these ids, by name."""
    return RecipientUnit.select().where(RecipientUnit.id.in_(list(keys))).order_by(RecipientUnit.name, RecipientUnit.id)
