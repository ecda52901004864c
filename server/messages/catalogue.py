"""The catalogue: ``text(code, language, params)``. Indonesian is the first language, English stands beside it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files

LANGUAGES = ("id", "en")
UNKNOWN = "…"
"""Stands where a text names a parameter that was not given."""


@cache
def texts(language: str) -> Mapping[str, str]:
    """Return code > text of one language."""
    return tomllib.loads(files("server.messages").joinpath(f"{language}.toml").read_text(encoding="utf-8"))


def text(code: str, language: str = "id", params: Mapping[str, object] | None = None) -> str:
    """Return the text of ``code`` in ``language`` (one that is not ours is Indonesian), filled with ``params``.

    In a text, ``{name}`` shows a parameter: dates in words, lists with commas. ``{name:,}`` groups the digits of a
    number as the language does. ``{name:Group}`` shows the text ``Group.<value>`` of a value that is itself a code
    (``{state:NeedState}``), ``Group.NONE`` for ``None``. A ``reason`` is a message code: its text, which the other
    parameters fill as well, stands in its place, and nothing where there is none.

    An unknown code gives the code itself: a reader can still look it up, and a test refuses it.
    """
    chosen = texts(language if language in LANGUAGES else "id")
    template = chosen.get(code)
    if template is None:
        return code
    given = _Given(chosen, params or {})
    reason = chosen.get(f"{(params or {}).get('reason')}")
    if reason is not None:
        given["reason"] = reason.format_map(given)
    given.setdefault("reason", "")
    return template.format_map(given).rstrip(" ")


def language_of(accept_language: str | None) -> str:
    """Choose from an ``Accept-Language`` header: the first of ours that is named, else Indonesian."""
    for part in (accept_language or "").split(","):
        tag = part.split(";")[0].strip().lower().split("-")[0]
        if tag in LANGUAGES:
            return tag
    return "id"


class _Given(dict[str, object]):
    """The parameters as a text shows them."""

    def __init__(self, chosen: Mapping[str, str], params: Mapping[str, object]) -> None:
        super().__init__({name: _Shown(value, chosen) for name, value in params.items()})

    def __missing__(self, key: str) -> "_Shown":
        return _Shown(None, {})


@dataclass(frozen=True, slots=True)
class _Shown:
    """One parameter; ``chosen`` holds the texts of the language it is shown in."""

    value: object
    chosen: Mapping[str, str]

    def __format__(self, group: str) -> str:
        parts = self.value if isinstance(self.value, tuple | list) else [self.value]
        if group == ",":
            return ", ".join(map(self._grouped, parts))
        if not group:
            return ", ".join(map(self._plain, parts))
        # A list may come as one text already, and a code may carry a detail: ``ROLLING_DAYS:14``.
        codes = [code for part in parts for code in ("NONE" if part is None else self._plain(part)).split(", ")]
        return ", ".join(self._named(group, code) for code in codes)

    def _plain(self, value: object) -> str:
        if isinstance(value, datetime):
            return f"{self._day(value)}, {value:%H:%M} UTC"
        if isinstance(value, date):
            return self._day(value)
        return UNKNOWN if value is None else f"{value}"

    def _day(self, day: date) -> str:
        return f"{day.day} {self.chosen[f'MONTH.{day.month}']} {day.year}"

    def _grouped(self, value: object) -> str:
        plain = self._plain(value)
        if not plain.removeprefix("-").isdecimal():
            return plain
        return f"{int(plain):,}".replace(",", self.chosen["NUMBER.GROUP"])

    def _named(self, group: str, code: str) -> str:
        head, _, detail = code.partition(":")
        found = self.chosen.get(f"{group}.{head}")
        if found is None:
            return UNKNOWN if code == "NONE" else code
        return found.replace("{detail}", detail)
