"""A sector as a value: everything a programme is, read from one document (PRODUCT §5). Immutable.

A definition carries the document it was read from: its hash names it, and storing the document is storing it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from server.rules.syntax import Kind
from server.rules.verdict import Clause, Verdict
from server.sectors.overlap import OverlapRule, Season
from server.workflows.definition import Workflow


class RecipientKind(StrEnum):
    """Who stands behind a unit; ``NONE`` = the unit itself is helped, and nobody is registered individually."""

    PERSON = "PERSON"
    HOUSEHOLD = "HOUSEHOLD"
    BUSINESS = "BUSINESS"
    NONE = "NONE"


class Subject(StrEnum):
    """Whose fact an attribute is."""

    RECIPIENT = "RECIPIENT"
    UNIT = "UNIT"
    NEED = "NEED"


class Personal(StrEnum):
    """The class of personal data under UU 27/2022; SPECIFIC includes finances, health and everything about a child."""

    NONE = "NONE"
    GENERAL = "GENERAL"
    SPECIFIC = "SPECIFIC"


@dataclass(frozen=True, slots=True)
class Text:
    """What a reader sees, in both languages."""

    id: str
    en: str


@dataclass(frozen=True, slots=True)
class UnitKind:
    """A kind of recipient unit. ``is_area`` = it is an area of the lowest level (an RW), not a body in one."""

    code: str
    name: Text
    is_area: bool


@dataclass(frozen=True, slots=True)
class Attribute:
    """One fact that a sector asks for. ``schema`` is its JSON Schema; ``unit`` and ``source`` are for the reader."""

    name: str
    kind: Kind
    title: Text
    unit: str | None
    source: str
    personal: Personal
    is_public: bool
    subject: Subject
    choices: Mapping[str, Text]
    schema: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Content:
    """One line of what an item holds: ``quantity`` in ``unit``."""

    name: Text
    quantity: float
    unit: str


@dataclass(frozen=True, slots=True)
class Item:
    """An aid item. ``category`` groups items that stand for each other; the reference value of one is in rupiah."""

    code: str
    name: Text
    unit: Text
    category: str
    reference_value_rupiah: int
    contents: tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class Approval:
    """Pledges of more than ``threshold_rupiah`` pass through ``workflow``; smaller ones are accepted at once.

    The workflow is version 1 of its sector version: runs pin both.
    """

    threshold_rupiah: int
    workflow: Workflow


@dataclass(frozen=True, slots=True)
class Publication:
    """What the public sees: the finest area ``level``, nothing below the two minimums, money only if ``values``."""

    level: str
    minimum_households: int
    minimum_persons: int
    values: bool


@dataclass(frozen=True, slots=True)
class Example:
    """A case the definition must judge as its author expects. ``failed`` are the clauses that must be false."""

    name: str
    facts: Mapping[str, object]
    verdict: Verdict
    failed: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class SectorDefinition:
    """One version of one sector. Two definitions are equal when their documents are.

    ``effective_from`` is the first day (city's zone) on which it may decide. ``aliases`` are names in use for the
    same programme. ``conditions`` are what a giver promises. ``document`` is the normalised source.
    """

    code: str
    name: Text
    aliases: tuple[str, ...]
    owner: Text
    purpose: Text
    legal_basis: str
    effective_from: date
    recipient_kind: RecipientKind
    unit_kinds: tuple[UnitKind, ...]
    attributes: tuple[Attribute, ...]
    items: tuple[Item, ...]
    clauses: tuple[Clause, ...]
    seasons: tuple[Season, ...]
    overlap: tuple[OverlapRule, ...]
    approval: Approval
    publication: Publication
    conditions: tuple[Text, ...]
    examples: tuple[Example, ...]
    document: Mapping[str, object]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SectorDefinition) and self.definition_hash == other.definition_hash

    def __hash__(self) -> int:
        return hash(self.definition_hash)

    @cached_property
    def canonical_json(self) -> str:
        """The document as JSON with sorted keys and no spaces: the same for TOML and JSON sources."""
        return json.dumps(self.document, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)

    @cached_property
    def definition_hash(self) -> str:
        """SHA-256 of ``canonical_json`` in UTF-8, as 64 hexadecimal digits."""
        return hashlib.sha256(self.canonical_json.encode()).hexdigest()

    @cached_property
    def standing_clauses(self) -> tuple[Clause, ...]:
        """The clauses that can be judged without a pledge: at registration there is none yet."""
        return tuple(
            clause for clause in self.clauses if not any(ref.startswith("pledge.") for ref in clause.rule.refs)
        )

    def item(self, code: str) -> Item | None:
        """Return the item with this code, if the sector has it."""
        return next((item for item in self.items if item.code == code), None)

    def attribute(self, name: str) -> Attribute | None:
        """Return the attribute with this name, if the sector has it."""
        return next((attribute for attribute in self.attributes if attribute.name == name), None)

    def overlap_rules(self, category: str) -> tuple[OverlapRule, ...]:
        """Return the overlap rules that an item of ``category`` falls under."""
        return tuple(rule for rule in self.overlap if rule.category == category)
