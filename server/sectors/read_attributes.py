"""Reads the attributes of a sector: a JSON Schema 2020-12 subset with what a form and a privacy officer need.

Standard keywords keep their names and meaning; ours begin with ``x-``. There is no ``required``: what is missing
makes an eligibility clause unknown, and the verdict says so.
"""

import re
from collections.abc import Mapping

import jsonschema_rs

from server.rules.parser import RESERVED_NAMES
from server.rules.syntax import Kind
from server.sectors.definition import Attribute, Personal, RecipientKind, Subject, Text
from server.sectors.reader import MAX_AMOUNT, NAME, Table

KINDS: Mapping[str, Kind] = {
    "boolean": Kind.BOOL,
    "integer": Kind.NUMBER,
    "number": Kind.NUMBER,
    "string": Kind.STRING,
}
KEYWORDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.BOOL: (),
    Kind.NUMBER: ("minimum", "maximum"),
    Kind.STRING: ("enum", "minLength", "maxLength", "pattern", "x-labels"),
    Kind.DATE: ("format",),
}
OURS = ("x-title", "x-unit", "x-source", "x-personal", "x-public", "x-subject")
MAX_PATTERN = 200
_UNSAFE = re.compile(r"[()|]|\\[^dws.\-/]|\{[0-9,]*[0-9]{4}")


def read_attributes(root: Table, recipient_kind: RecipientKind) -> tuple[Attribute, ...]:
    """Read ``[[attributes]]``."""
    found = tuple(_attribute(table, recipient_kind) for table in root.tables("attributes", 1))
    root.once("attributes", [attribute.name for attribute in found])
    return found


def _attribute(table: Table, recipient_kind: RecipientKind) -> Attribute:
    name = table.text("name", NAME)
    if name in RESERVED_NAMES:
        table.fault("name", "ATTRIBUTE_RESERVED", name=name)
    kind = _kind(table)
    # Of an unknown type nothing is known, neither which keywords suit it.
    is_known = table.values.get("type") in list(KINDS)
    suiting = KEYWORDS[kind] if is_known else [key for keys in KEYWORDS.values() for key in keys]
    table.only("name", "type", *suiting, *OURS)
    usual = Subject.UNIT if recipient_kind is RecipientKind.NONE else Subject.RECIPIENT
    choices, bounds = _choices(table, kind), _bounds(table, kind)
    attribute = Attribute(
        name=name,
        kind=kind,
        title=table.bilingual("x-title"),
        unit=table.text("x-unit") if table.has("x-unit") else None,
        source=table.text("x-source"),
        personal=table.choice("x-personal", Personal),
        is_public=table.flag("x-public"),
        subject=table.choice("x-subject", Subject, usual),
        choices=choices,
        schema=_schema(table, kind, bounds),
    )
    if attribute.is_public and attribute.personal is not Personal.NONE:
        table.fault("x-public", "ATTRIBUTE_PUBLIC_PERSONAL", name=name)
    if attribute.subject is Subject.RECIPIENT and recipient_kind is RecipientKind.NONE:
        table.fault("x-subject", "ATTRIBUTE_WITHOUT_RECIPIENT", name=name)
    if kind is Kind.NUMBER and not {"minimum", "maximum"} <= bounds.keys():
        table.warn(None, "ATTRIBUTE_UNBOUNDED", name=name)
    return attribute


def _kind(table: Table) -> Kind:
    name = table.text("type")
    kind = KINDS[name] if name and table.known("type", name, KINDS) else Kind.STRING
    if kind is Kind.STRING and table.has("format"):
        table.known("format", table.text("format"), ["date"])
        return Kind.DATE
    return kind


def _choices(table: Table, kind: Kind) -> Mapping[str, Text]:
    if kind is not Kind.STRING or not table.has("enum"):
        return {}
    values = table.texts("enum")
    if not values:
        table.fault("enum", "FIELD_COUNT", minimum=1, maximum=60)
    labels = table.table("x-labels")
    labels.only(*values)
    return {value: labels.bilingual(value) for value in values}


def _bounds(table: Table, kind: Kind) -> Mapping[str, object]:
    if kind is Kind.NUMBER:
        pair = {key: table.number(key) for key in ("minimum", "maximum")}
    elif kind is Kind.STRING:
        pair = {key: table.whole(key, 0, 2000) for key in ("minLength", "maxLength") if table.has(key)}
    else:
        pair = {}
    low, high = (
        pair.get(key) for key in (("minimum", "maximum") if kind is Kind.NUMBER else ("minLength", "maxLength"))
    )
    if low is not None and high is not None and low > high:
        table.fault(None, "ATTRIBUTE_BOUNDS", minimum=low, maximum=high)
    return {key: value for key, value in pair.items() if value is not None}


def _schema(table: Table, kind: Kind, bounds: Mapping[str, object]) -> Mapping[str, object]:
    """Build what a validator is given: our own bounds stand where the author set none."""
    schema: dict[str, object] = {"type": table.values.get("type"), **bounds}
    if kind is Kind.NUMBER:
        return {"minimum": -MAX_AMOUNT, "maximum": MAX_AMOUNT, **schema}
    if kind is Kind.DATE:
        return {**schema, "format": "date"}
    if kind is Kind.STRING:
        schema = {"maxLength": 200, **schema}
        if table.has("enum"):
            schema["enum"] = list(table.values["enum"]) if isinstance(table.values["enum"], list) else []
        if table.has("pattern") and (pattern := _pattern(table)):
            schema["pattern"] = pattern
    return schema


def _pattern(table: Table) -> str | None:
    """Return a pattern that every consumer can run safely, browsers too.

    No groups, so that no quantifier can be nested; one unbounded quantifier at most, so that none can multiply.
    """
    pattern = table.text("pattern")
    unbounded = len(re.findall(r"[*+]|\{\d*,\}", pattern))
    try:
        if len(pattern) > MAX_PATTERN or _UNSAFE.search(pattern) or unbounded > 1:
            raise ValueError
        re.compile(pattern)
        # Python and the validator's engine differ in what they take; a definition must suit both.
        jsonschema_rs.Draft202012Validator({"pattern": pattern})
    except (ValueError, re.error, OverflowError):
        table.fault("pattern", "ATTRIBUTE_PATTERN", limit=MAX_PATTERN)
        return None
    return pattern
