"""The parts of a sector's definition, as the API shows them."""

from typing import Any

import strawberry

from server.messages.catalogue import text
from server.models.recipient import RecipientKind
from server.rules.syntax import Kind
from server.schema.context import Info
from server.schema.fields import enum_type, field, object_type
from server.schema.scalars import Rupiah
from server.sectors.definition import Personal, Subject
from server.sectors.overlap import OverlapAction, OverlapKey, OverlapRule, WindowKind

enum_type(Kind, name="AttributeKind")
enum_type(Personal, name="PersonalClass")
enum_type(Subject, name="AttributeSubject")
enum_type(OverlapKey)
enum_type(OverlapAction)
enum_type(RecipientKind)
enum_type(WindowKind, name="OverlapWindow")


@object_type
class Localized:
    """A text in both languages of the platform."""

    id: str = field("In Indonesian.")
    en: str = field("In English.")


@object_type
class UnitKind:
    """A kind of place or body that a sector helps."""

    code: str = field("Stable; what a recipient unit names as its kind.")
    name: Localized = field("Its name.")
    is_area: bool = field("Whether such a unit is an area of the narrowest level itself, such as an RW.")


@object_type
class ItemContent:
    """One line of what an aid item holds."""

    name: Localized = field("What it is.")
    quantity: float = field("How much of it.")
    unit: str = field("In which unit.")


@object_type
class AidItem:
    """Something that is given."""

    code: str = field("Stable; what a need names as its item.")
    name: Localized = field("Its name.")
    unit: Localized = field("What one of it is called.")
    category: str = field("Items of one category stand for each other when overlap is counted.")
    contents: list[ItemContent] = field("What it holds.")

    @field
    def reference_value(self) -> Rupiah:
        """What one of it is worth, for thresholds and reports."""
        item: Any = self
        return Rupiah(item.reference_value_rupiah)


@object_type
class Choice:
    """One of the values that an attribute can have."""

    value: str = field("Stable; what stands in the facts.")
    label: Localized = field("What a reader sees.")


@object_type
class SectorAttribute:
    """One fact that a sector asks for."""

    name: str = field("The key under which it stands in the facts.")
    kind: Kind = field("The kind of its value.")
    title: Localized = field("What a reader sees.")
    unit: str | None = field("The unit of its value.")
    source: str = field("Where it comes from.")
    personal: Personal = field("Its class of personal data.")
    is_public: bool = field("Whether the public may see it.")
    subject: Subject = field("Whose fact it is.")

    @field
    def choices(self) -> list[Choice]:
        """The values it can have; empty when it is not a choice."""
        attribute: Any = self
        return [Choice(value=value, label=label) for value, label in attribute.choices.items()]


@object_type
class EligibilityClause:
    """One condition of eligibility. All of them must hold."""

    source: str = field("The law or decision that it rests on.")

    @field
    def code(self) -> str:
        """Stable within the sector; decisions and refusals name it."""
        clause: Any = self
        return str(clause.id)

    @field
    def text(self) -> Localized:
        """What it says."""
        clause: Any = self
        return Localized(id=clause.text_id, en=clause.text_en)

    @field
    def rule(self) -> str:
        """What is evaluated."""
        clause: Any = self
        return str(clause.rule.source)


@strawberry.type(name="OverlapRule", description="At most so many shares for one key in each window.")
class OverlapRuleType:
    """At most so many shares for one key in each window."""

    key: OverlapKey = field("Whose shares are counted.")
    category: str = field("The category of items that they are counted for.")
    maximum: int = field("How many are allowed in a window.")
    action: OverlapAction = field("What happens beyond that.")

    @field
    def window(self) -> WindowKind:
        """How long a share counts."""
        return _rule(self).window.kind

    @field
    def length(self) -> int | None:
        """The days or months of a rolling window."""
        return _rule(self).window.length or None

    @field
    def season(self) -> str | None:
        """The code of the season, for a window that is one."""
        season = _rule(self).window.season
        return season.code if season else None

    @field
    def text(self, info: Info) -> str:
        """The rule in words, in the language of the request."""
        rule, language = _rule(self), info.context.language
        season = rule.window.season.code if rule.window.season else ""
        parts = {"length": rule.window.length, "season": season}
        window = text(f"OVERLAP_WINDOW_{rule.window.kind}", language, parts)
        key = text(f"OverlapKey.{rule.key}", language)
        said = {"maximum": rule.maximum, "category": rule.category, "key": key, "window": window}
        return text("OVERLAP_RULE", language, said)


def _rule(row: Any) -> OverlapRule:
    rule: OverlapRule = row
    return rule
