"""The facts that a sector's rules look at: what is known of recipient, unit and need, and what follows from it.

Rules never query; everything that has to be derived is derived here, on the day of the decision in the city's zone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from server.core.act import Act
from server.models.need import Need
from server.models.recipient import Recipient
from server.models.recipient_unit import RecipientUnit
from server.rules.syntax import Kind, Value
from server.sectors.definition import SectorDefinition

Known = Value | None


@dataclass(frozen=True, slots=True)
class Facts:
    """Attribute > value, with where they come from and the day on which they held."""

    values: Mapping[str, Known]
    source: str | None
    as_of: date | None

    def snapshot(self) -> dict[str, object]:
        """Return the facts as a decision stores them."""
        plain = {
            name: value.isoformat() if isinstance(value, date) else value for name, value in sorted(self.values.items())
        }
        return {"values": plain, "source": self.source, "as_of": self.as_of.isoformat() if self.as_of else None}


@dataclass(frozen=True, slots=True)
class Gift:
    """What is to be given: ``quantity`` of the need's item, for the subject of the decision."""

    need: Need
    quantity: int


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What surrounds a decision: the unit, and the gift when there is one."""

    unit: RecipientUnit
    gift: Gift | None = None
    birth_date: date | None = None
    extra: Mapping[str, Known] = field(default_factory=dict)


def of_recipient(act: Act, sector: SectorDefinition, recipient: Recipient, around: Circumstances) -> Facts:
    """Return the facts about one recipient."""
    values = {**_common(act, sector, around), **_typed(sector, recipient.facts)}
    if around.birth_date is not None:
        values["recipient.age"] = age_on(around.birth_date, act.today)
    return Facts(values, recipient.facts_source, recipient.facts_as_of)


def of_unit(act: Act, sector: SectorDefinition, around: Circumstances) -> Facts:
    """Return the facts about a unit that is itself the recipient."""
    return Facts(_common(act, sector, around), around.unit.facts_source, around.unit.facts_as_of)


def age_on(born: date, day: date) -> int:
    """Return the full years of age on ``day``; someone born on 29 February turns on 1 March in other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _common(act: Act, sector: SectorDefinition, around: Circumstances) -> dict[str, Known]:
    values: dict[str, Known] = {"decision.date": act.today, "unit.kind": around.unit.kind}
    values.update(_typed(sector, around.unit.facts))
    if around.gift is not None:
        need, quantity = around.gift.need, around.gift.quantity
        item = sector.item(need.item)
        values.update(_typed(sector, need.facts))
        values.update({"pledge.item": need.item, "pledge.category": need.category, "pledge.quantity": quantity})
        values["pledge.value"] = item.reference_value_rupiah * quantity if item else None
    values.update(around.extra)
    return values


def _typed(sector: SectorDefinition, stored: Mapping[str, object]) -> dict[str, Known]:
    """Return stored facts (JSON) as values of the kinds that the sector declares; dates come back from text."""
    found: dict[str, Known] = {}
    for name, value in stored.items():
        attribute = sector.attribute(name)
        if attribute is not None and isinstance(value, bool | int | float | str):
            found[name] = _as(attribute.kind, value)
    return found


def _as(kind: Kind, value: bool | int | float | str) -> Value:
    return date.fromisoformat(value) if kind is Kind.DATE and isinstance(value, str) else value
