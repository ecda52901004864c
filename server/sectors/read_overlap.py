"""Reads seasons and overlap rules, and checks that each rule can count what it says it counts."""

from collections.abc import Collection, Mapping
from datetime import date

from server.sectors.definition import Item, RecipientKind
from server.sectors.overlap import (
    ROLLING,
    OverlapAction,
    OverlapKey,
    OverlapRule,
    Season,
    SeasonDates,
    Window,
    WindowKind,
)
from server.sectors.reader import CODE, Table

KEYS_OF: Mapping[RecipientKind, Collection[OverlapKey]] = {
    RecipientKind.HOUSEHOLD: (OverlapKey.HOUSEHOLD, OverlapKey.PERSON, OverlapKey.UNIT),
    RecipientKind.PERSON: (OverlapKey.PERSON, OverlapKey.HOUSEHOLD, OverlapKey.UNIT),
    RecipientKind.BUSINESS: (OverlapKey.BUSINESS, OverlapKey.PERSON, OverlapKey.UNIT),
    RecipientKind.NONE: (OverlapKey.UNIT, OverlapKey.PLAN_LINE),
}
"""Keys that a recipient of each kind has: head of the household, pupil, owner of the business are the PERSON. Another
key would be empty, and an empty key counts nothing."""

MAX_SHARES = 1000
MAX_LENGTH = {WindowKind.ROLLING_DAYS: 3660, WindowKind.ROLLING_MONTHS: 120}


def read_seasons(root: Table) -> tuple[Season, ...]:
    """Read ``[[seasons]]``."""
    found = tuple(_season(table) for table in root.tables("seasons"))
    root.once("seasons", [season.code for season in found])
    return found


def read_overlap(
    root: Table, recipient_kind: RecipientKind, items: Collection[Item], seasons: Collection[Season]
) -> tuple[OverlapRule, ...]:
    """Read ``[[overlap]]``."""
    tables = root.tables("overlap", 1)
    found = tuple(_rule(table, recipient_kind, {item.category for item in items}, seasons) for table in tables)
    for table, at in zip(tables, range(len(found)), strict=True):
        if any((rule.key, rule.category, rule.window) == _identity(found[at]) for rule in found[:at]):
            table.fault(None, "OVERLAP_TWICE")
    limited = {rule.category for rule in found if rule.action is OverlapAction.REFUSE}
    for at, item in enumerate(items):
        if item.category and item.category not in limited:
            Table({}, (*root.path, "items"), root.faults).warn(at, "ITEM_UNLIMITED", category=item.category)
    return found


def _identity(rule: OverlapRule) -> tuple[OverlapKey, str, Window]:
    return rule.key, rule.category, rule.window


def _rule(
    table: Table, recipient_kind: RecipientKind, categories: Collection[str], seasons: Collection[Season]
) -> OverlapRule:
    table.only("key", "category", "window", "length", "season", "maximum", "action")
    key = table.choice("key", OverlapKey)
    if key not in KEYS_OF[recipient_kind] and table.has("key"):
        table.fault("key", "OVERLAP_KEY_EMPTY", counted=key, recipient_kind=recipient_kind)
    category = table.text("category", CODE)
    if category:
        table.known("category", category, categories)
    window = _window(table, seasons)
    maximum = table.whole("maximum", 1, MAX_SHARES, 1)
    if window.is_rolling and maximum > 1:
        table.fault("maximum", "OVERLAP_ROLLING_MAXIMUM")
    return OverlapRule(key, category, window, maximum, table.choice("action", OverlapAction, OverlapAction.REFUSE))


def _window(table: Table, seasons: Collection[Season]) -> Window:
    kind = table.choice("window", WindowKind)
    if kind in ROLLING:
        length = table.whole("length", 1, MAX_LENGTH[kind])
    elif table.has("length"):
        table.fault("length", "OVERLAP_LENGTH_UNUSED", window=kind)
    if kind is WindowKind.SEASON:
        code = table.text("season", CODE)
        known = {season.code: season for season in seasons}
        found = known[code] if code and table.known("season", code, known) else Season(code, ())
        return Window(kind, season=found)
    if table.has("season"):
        table.fault("season", "OVERLAP_SEASON_UNUSED", window=kind)
    return Window(kind, length if kind in ROLLING else 0)


def _season(table: Table) -> Season:
    table.only("code", "dates")
    dates: list[SeasonDates] = []
    latest = date.min
    for turn in table.tables("dates", 1):
        turn.only("period", "first", "last")
        one = SeasonDates(turn.text("period"), turn.day("first"), turn.day("last"))
        if one.last < one.first or (dates and one.first <= latest):
            turn.fault(None, "SEASON_ORDER")
        latest = max(latest, one.last)
        dates.append(one)
    table.once("dates", [one.period for one in dates])
    return Season(table.text("code", CODE), tuple(dates))
