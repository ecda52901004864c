"""Typed access to a document that goes on after a fault: a stand-in is returned, and everything is said at the end."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from itertools import islice
from typing import TypeVar

from server.rules.faults import meant
from server.sectors.definition import Text
from server.sectors.document import is_finite_number
from server.sectors.faults import Fault, Path, Severity

MAX_TEXT = 2000
MAX_AMOUNT = 10**15
MAX_STRANGERS = 20
"""Unknown keys told of one table: who has more of them has another document, and comparing each costs time."""
CODE = re.compile(r"[A-Z][A-Z0-9_]{0,31}")
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T", str, int)


@dataclass
class Table:
    """A table of the document at ``path``. Tables below share the ``faults`` of the one above."""

    values: Mapping[str, object]
    path: Path = ()
    faults: list[Fault] = field(default_factory=list)

    def fault(self, key: str | int | None, code: str, **params: object) -> None:
        """Note an error at ``key`` of this table, or at the table itself."""
        self.faults.append(Fault(self.path if key is None else (*self.path, key), code, params))

    def warn(self, key: str | int | None, code: str, **params: object) -> None:
        """Note something to weigh."""
        self.faults.append(Fault(self.path if key is None else (*self.path, key), code, params, Severity.WARNING))

    def only(self, *known: str) -> None:
        """Refuse every key that is none of ``known``: a misspelt rule must not silently be no rule."""
        for key in islice((key for key in self.values if key not in known), MAX_STRANGERS):
            code, more = meant("FIELD_UNKNOWN", str(key), known)
            self.fault(str(key), code, name=str(key)[:80], **more)

    def has(self, key: str) -> bool:
        """Say whether ``key`` is given; ``null`` counts as absent."""
        return self.values.get(key) is not None

    def text(self, key: str, form: re.Pattern[str] | None = None) -> str:
        """Return a text that is not blank and, if asked, has the ``form``."""
        value = self._given(key, str, "text")
        if value is None:
            return ""
        return self._text(key, value, form)

    def texts(self, key: str, limit: int = 60) -> tuple[str, ...]:
        """Return a list of texts, each once; absent = empty."""
        below = [self._text_at(key, at, item) for at, item in enumerate(self._list(key, 0, limit))]
        return tuple(self.once(key, below))

    def bilingual(self, key: str) -> Text:
        """Return the table ``{id, en}``."""
        table = self.table(key)
        table.only("id", "en")
        return Text(table.text("id"), table.text("en")) if table.values else Text("", "")

    def whole(self, key: str, minimum: int, maximum: int, default: int | None = None) -> int:
        """Return a whole number within both bounds."""
        if default is not None and not self.has(key):
            return default
        value = self._given(key, int, "whole")
        if value is None:
            return minimum
        if not minimum <= value <= maximum:
            self.fault(key, "FIELD_RANGE", minimum=minimum, maximum=maximum)
            return minimum
        return value

    def number(self, key: str) -> float | None:
        """Return a finite number that is not too large, or ``None`` when it is absent or wrong."""
        value = self.values.get(key)
        if value is None:
            return None
        if not is_finite_number(value):
            self.fault(key, "FIELD_TYPE", expected="number")
            return None
        if abs(value) > MAX_AMOUNT:
            self.fault(key, "FIELD_RANGE", minimum=-MAX_AMOUNT, maximum=MAX_AMOUNT)
            return None
        return value

    def flag(self, key: str, default: bool = False) -> bool:
        """Return a truth value."""
        value = self.values.get(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.fault(key, "FIELD_TYPE", expected="flag")
            return default
        return value

    def day(self, key: str) -> date:
        """Return a date: TOML's own, or its ISO form."""
        value = self.values.get(key)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if value is None:
            self.fault(key, "FIELD_MISSING", name=key)
            return date.min
        try:
            if not isinstance(value, str) or len(value) != 10:
                raise ValueError
            return date.fromisoformat(value)
        except ValueError:
            self.fault(key, "FIELD_TYPE", expected="date")
            return date.min

    def choice(self, key: str, options: type[E], default: E | None = None) -> E:
        """Return a member of ``options``; the first one stands in."""
        first = next(iter(options))
        if default is not None and not self.has(key):
            return default
        value = self._given(key, str, "text")
        if value is None:
            return first
        found = self.known(key, value, [str(option) for option in options])
        return options(found) if found else first

    def known(self, key: str | int, value: str, options: Collection[str]) -> str | None:
        """Return ``value`` if it is one of ``options``, else note the fault."""
        if value in options:
            return value
        code, more = meant("FIELD_CHOICE", value, options)
        self.fault(key, code, value=value[:80], choices=", ".join(sorted(options)), **more)
        return None

    def table(self, key: str, required: bool = True) -> "Table":
        """Return the table at ``key``; an empty one stands in."""
        value = self.values.get(key)
        if isinstance(value, dict):
            return Table(value, (*self.path, key), self.faults)
        if value is not None:
            self.fault(key, "FIELD_TYPE", expected="table")
        elif required:
            self.fault(key, "FIELD_MISSING", name=key)
        return Table({}, (*self.path, key), self.faults)

    def tables(self, key: str, minimum: int = 0, maximum: int = 60) -> "list[Table]":
        """Return the tables listed at ``key``, between ``minimum`` and ``maximum`` of them."""
        found = []
        for at, value in enumerate(self._list(key, minimum, maximum)):
            if isinstance(value, dict):
                found.append(Table(value, (*self.path, key, at), self.faults))
            else:
                self.faults.append(Fault((*self.path, key, at), "FIELD_TYPE", {"expected": "table"}))
        return found

    def once(self, key: str, values: list[str]) -> list[str]:
        """Return ``values`` without repeats, and note each repeat."""
        for at, value in enumerate(values):
            if value and value in values[:at]:
                self.faults.append(Fault((*self.path, key, at), "FIELD_TWICE", {"value": value}))
        return list(dict.fromkeys(values))

    def _given(self, key: str, kind: type[T], expected: str) -> T | None:
        value = self.values.get(key)
        if value is None:
            self.fault(key, "FIELD_MISSING", name=key)
        elif not isinstance(value, kind) or isinstance(value, bool):
            self.fault(key, "FIELD_TYPE", expected=expected)
        else:
            return value
        return None

    def _list(self, key: str, minimum: int, maximum: int) -> list[object]:
        value = self.values.get(key)
        if value is None and minimum == 0:
            return []
        if value is None:
            self.fault(key, "FIELD_MISSING", name=key)
            return []
        if not isinstance(value, list):
            self.fault(key, "FIELD_TYPE", expected="list")
            return []
        if not minimum <= len(value) <= maximum:
            self.fault(key, "FIELD_COUNT", minimum=minimum, maximum=maximum)
        return value[:maximum]

    def _text_at(self, key: str, at: int, value: object) -> str:
        below = Table({}, (*self.path, key), self.faults)
        if isinstance(value, str):
            return below._text(at, value, None)
        below.fault(at, "FIELD_TYPE", expected="text")
        return ""

    def _text(self, key: str | int, value: str, form: re.Pattern[str] | None) -> str:
        if not value.strip():
            self.fault(key, "FIELD_BLANK")
        elif len(value) > MAX_TEXT:
            self.fault(key, "FIELD_LENGTH", limit=MAX_TEXT)
        elif form is not None and not form.fullmatch(value):
            self.fault(key, "FIELD_FORM", form=form.pattern)
        return value
