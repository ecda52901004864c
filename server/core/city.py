"""The city profile: what another city would answer differently, as data (PRODUCT, first page)."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

SHIPPED = Path(__file__).parent / "cities"
"""One folder per shipped city, named by its code: ``profile.toml`` and the city's own data beside it."""

WEEKDAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
"""The names of weekdays in a profile, in the order of ``date.weekday()``."""


class CityError(ValueError):
    """A profile that cannot be used; the message names the file, the key and the mend."""


@dataclass(frozen=True, slots=True)
class LevelProfile:
    """One level of the city's areas: its stable name, its texts by language, the shape of its codes."""

    level: str
    names: Mapping[str, str]
    pattern: str

    def fits(self, code: str) -> bool:
        """Say whether ``code`` has the shape of this level; whether such an area exists is another question."""
        return re.fullmatch(self.pattern, code, re.ASCII) is not None


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """When offices rest. ``country`` and ``categories`` are those of the ``holidays`` package, ``weekend`` is by
    ``date.weekday()``; ``extra_holidays`` and ``extra_working_days`` are the city's own and win over the package.
    """

    country: str
    categories: tuple[str, ...]
    weekend: frozenset[int]
    extra_holidays: frozenset[date] = frozenset()
    extra_working_days: frozenset[date] = frozenset()


@dataclass(frozen=True)
class City:
    """A city's profile. ``area_levels`` go from the widest to the narrowest; ``folder`` holds its data files.

    ``person_identifiers`` and ``body_identifiers`` name the validators in use; ``currency`` is an ISO 4217 code.
    """

    code: str
    names: Mapping[str, str]
    zone_name: str
    currency: str
    working_days: WorkingDays
    area_levels: tuple[LevelProfile, ...]
    person_identifiers: tuple[str, ...]
    body_identifiers: tuple[str, ...]
    folder: Path

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone in which days, periods and deadlines of the city are taken."""
        return ZoneInfo(self.zone_name)

    def day_of(self, instant: datetime) -> date:
        """Return the calendar day of ``instant`` (aware) in the city."""
        return instant.astimezone(self.zone).date()

    def level_of(self, code: str) -> LevelProfile | None:
        """Return the level whose codes look like ``code``; ``None`` when none does."""
        return next((level for level in self.area_levels if level.fits(code)), None)


def load_city(code_or_path: str | Path) -> City:
    """Load a shipped city by its code, or any by the path of its folder or ``profile.toml``.

    Raises ``CityError`` when there is none or a value cannot be used.
    """
    path = _profile_path(code_or_path)
    try:
        with path.open("rb") as file:
            found = tomllib.load(file)
        return _city(found, path.parent)
    except tomllib.TOMLDecodeError as error:
        raise CityError(f"{path} is not TOML: {error}") from None
    except KeyError as error:
        raise CityError(f"{path} lacks {error}") from None
    except (AttributeError, TypeError, ValueError, ZoneInfoNotFoundError) as error:
        raise CityError(f"{path}: {error}") from None


def _profile_path(code_or_path: str | Path) -> Path:
    path = Path(code_or_path)
    # A bare word is the code of a shipped city, so that a folder of that name in the working directory is no trap.
    if path.name == str(code_or_path) and not path.suffix:
        path = SHIPPED / path
    if path.is_dir():
        path = path / "profile.toml"
    if not path.is_file():
        shipped = ", ".join(sorted(folder.name for folder in SHIPPED.iterdir() if folder.is_dir()))
        raise CityError(f"No city profile {code_or_path!s}; shipped are: {shipped}. Or give the path of a profile.")
    return path


def _city(found: dict[str, object], folder: Path) -> City:
    known = {"code", "name", "zone", "currency", "working_days", "area_levels", "identifiers"}
    if unknown := found.keys() - known:
        raise ValueError(f"unknown keys {', '.join(sorted(unknown))}")
    levels = tuple(_level(_table(entry, "area_levels")) for entry in _list(found["area_levels"], "area_levels"))
    if not levels or len({level.level for level in levels}) != len(levels):
        raise ValueError("area_levels must name at least one level, and each once")
    identifiers = _table(found["identifiers"], "identifiers")
    city = City(
        code=_text(found["code"], "code"),
        names=_names(found["name"], "name"),
        zone_name=_text(found["zone"], "zone"),
        currency=_text(found["currency"], "currency"),
        working_days=_working_days(_table(found["working_days"], "working_days")),
        area_levels=levels,
        person_identifiers=_texts(identifiers["person"], "identifiers.person"),
        body_identifiers=_texts(identifiers["body"], "identifiers.body"),
        folder=folder,
    )
    _ = city.zone  # An unknown zone stops the start, not the first deadline.
    return city


def _level(entry: dict[str, object]) -> LevelProfile:
    pattern = _text(entry["pattern"], "area_levels.pattern")
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"area_levels.pattern {pattern!r}: {error}") from None
    return LevelProfile(_text(entry["level"], "area_levels.level"), _names(entry["name"], "area_levels.name"), pattern)


def _working_days(table: dict[str, object]) -> WorkingDays:
    weekend = _texts(table["weekend"], "working_days.weekend")
    if strange := set(weekend) - set(WEEKDAYS):
        raise ValueError(f"working_days.weekend has {', '.join(sorted(strange))}; days are {', '.join(WEEKDAYS)}")
    if len(set(weekend)) == len(WEEKDAYS):
        raise ValueError("working_days.weekend leaves no day to work on")
    return WorkingDays(
        country=_text(table["country"], "working_days.country"),
        categories=_texts(table["categories"], "working_days.categories"),
        weekend=frozenset(WEEKDAYS.index(name) for name in weekend),
        extra_holidays=_dates(table.get("extra_holidays", []), "working_days.extra_holidays"),
        extra_working_days=_dates(table.get("extra_working_days", []), "working_days.extra_working_days"),
    )


def _names(value: object, key: str) -> Mapping[str, str]:
    table = {language: _text(name, f"{key}.{language}") for language, name in _table(value, key).items()}
    if missing := {"id", "en"} - table.keys():
        raise ValueError(f"{key} lacks the language {', '.join(sorted(missing))}")
    return MappingProxyType(table)


def _table(value: object, key: str) -> dict[str, object]:
    if isinstance(value, dict):
        return value
    raise ValueError(f"{key} must be a table")


def _list(value: object, key: str) -> list[object]:
    if isinstance(value, list):
        return value
    raise ValueError(f"{key} must be a list")


def _text(value: object, key: str) -> str:
    if isinstance(value, str) and value.strip():
        return value
    raise ValueError(f"{key} must be a text that is not empty")


def _texts(value: object, key: str) -> tuple[str, ...]:
    return tuple(_text(entry, key) for entry in _list(value, key))


def _dates(value: object, key: str) -> frozenset[date]:
    days = _list(value, key)
    if all(isinstance(day, date) and not isinstance(day, datetime) for day in days):
        return frozenset(day for day in days if isinstance(day, date))
    raise ValueError(f"{key} must hold days such as 2020-12-31")
