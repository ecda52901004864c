"""Keyset pages: an ordering of unique keys, a cursor that holds the last ones seen, ``LIMIT n + 1``."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

LARGEST_PAGE = 100
_LARGEST_NUMBER = 2**53


class BadPage(ValueError):
    """``first`` or ``after`` cannot be used. ``code`` is a message code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Key:
    """One part of an ordering. ``kind`` reads the value back from a cursor and refuses any other text.

    A nullable part puts its nulls last on both engines, in both directions. ``name`` is the row's attribute, where the
    column is an expression that has no name of its own.
    """

    column: Any
    kind: Callable[[Any], Any]
    descending: bool = False
    nullable: bool = False
    name: str | None = None

    def of(self, row: Any) -> Any:
        """Return the value of this part in ``row``."""
        return getattr(row, self.name or self.column.name)

    def order(self) -> Any:
        """Return the ORDER BY term."""
        if self.nullable:
            return self.column.desc(nulls="LAST") if self.descending else self.column.asc(nulls="LAST")
        return self.column.desc() if self.descending else self.column.asc()

    def after(self, value: Any) -> Any:
        """Return the condition that a row comes strictly later in this part; ``None`` when none can."""
        if value is None:
            return None
        later = self.column < value if self.descending else self.column > value
        return later | self.column.is_null() if self.nullable else later

    def same(self, value: Any) -> Any:
        """Return the condition that a row is level in this part."""
        return self.column.is_null() if value is None else self.column == value


@dataclass(frozen=True, slots=True)
class Ordering:
    """A named order whose last key is unique, so that no page skips or repeats a row."""

    name: str
    keys: tuple[Key, ...]

    def later_than(self, values: Sequence[Any]) -> Any:
        """Return the condition that a row comes after the one with these key values."""
        condition: Any = None
        for position in reversed(range(len(self.keys))):
            key, value = self.keys[position], values[position]
            later = key.after(value)
            deeper = None if condition is None else key.same(value) & condition
            condition = deeper if later is None else later if deeper is None else later | deeper
        return condition

    def cursor(self, row: Any) -> str:
        """Return the cursor that stands at ``row``."""
        values = [key.of(row) for key in self.keys]
        return _encode([self.name, *map(_text, values)])

    def read(self, cursor: str) -> list[Any]:
        """Return the key values in a cursor of this ordering; raise ``BadPage`` for any other text."""
        try:
            name, *values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
            if name != self.name or len(values) != len(self.keys):
                raise BadPage("BAD_CURSOR")
            return [self._value(key, value) for key, value in zip(self.keys, values, strict=True)]
        except (binascii.Error, ValueError, TypeError, OverflowError, RecursionError) as fault:
            raise BadPage("BAD_CURSOR") from fault

    @staticmethod
    def _value(key: Key, value: Any) -> Any:
        if value is None and key.nullable:
            return None
        if not isinstance(value, str):
            raise BadPage("BAD_CURSOR")
        return _storable(key.kind(value))


@dataclass(slots=True)
class Page:
    """One page of rows, and how to count the whole list if somebody asks."""

    rows: list[Any]
    has_next: bool
    has_previous: bool
    ordering: Ordering
    count: Callable[[], int]


def page(select: Any, ordering: Ordering, first: int, after: str | None) -> Page:
    """Run ``select`` for the ``first`` rows that follow ``after``; raise ``BadPage`` when these cannot be used."""
    if not 0 <= first <= LARGEST_PAGE:
        raise BadPage("BAD_PAGE_SIZE")
    query = select
    if after is not None:
        query = query.where(ordering.later_than(ordering.read(after)))
    rows = list(query.order_by(*(key.order() for key in ordering.keys)).limit(first + 1))
    return Page(rows[:first], len(rows) > first, after is not None, ordering, select.count)


def by_id(model: Any) -> Ordering:
    """Return the plain order of a row type: the oldest first."""
    return Ordering("id", (Key(model.id, _uuid),))


def newest(model: Any) -> Ordering:
    """Return the order of a row type with the newest first."""
    return Ordering("newest", (Key(model.id, _uuid, descending=True),))


def instant(value: str) -> datetime:
    """Read an instant from a cursor; refuse one without a zone."""
    found = datetime.fromisoformat(value)
    if found.tzinfo is None:
        raise BadPage("BAD_CURSOR")
    return found.astimezone(UTC)


def _storable(value: Any) -> Any:
    """Return a value from a cursor that both databases can compare with; refuse one that no row of ours can hold."""
    if isinstance(value, str) and ("\0" in value or value != value.encode(errors="replace").decode()):
        raise BadPage("BAD_CURSOR")
    if isinstance(value, int) and abs(value) > _LARGEST_NUMBER:
        raise BadPage("BAD_CURSOR")
    return value


def _uuid(value: str) -> UUID:
    return UUID(hex=value)


def _text(value: Any) -> str | None:
    if value is None:
        return None
    return value.hex if isinstance(value, UUID) else value.isoformat() if isinstance(value, datetime) else str(value)


def _encode(parts: list[str | None]) -> str:
    raw = json.dumps(parts, ensure_ascii=True, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
