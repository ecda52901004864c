"""The recipient and what the rules said of it. Nothing here is public."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from strawberry.scalars import JSON

from server.core.act import Act
from server.models.eligibility_decision import EligibilityDecision as DecisionRow
from server.models.eligibility_decision import Occasion
from server.models.recipient import Recipient as RecipientRow
from server.models.recipient import RecipientKind, RecipientState
from server.models.recipient_unit import RecipientUnit as UnitRow
from server.policies import masks
from server.reads import recipients
from server.rules.verdict import Verdict
from server.schema.context import Info
from server.schema.fields import enum_type, field, object_type
from server.schema.links import one
from server.schema.nodes import CATALOG, Node, node
from server.schema.sectors.parts import Localized
from server.schema.units.types import RecipientUnit
from server.services import personal
from server.services.eligibility.facts import age_on
from server.services.recipients.identity import birth_date_of
from server.services.sectors.current import InForce, versions
from server.visibility import recipients as visibility

enum_type(RecipientState)
enum_type(Verdict, name="EligibilityVerdict")
enum_type(Occasion, name="EligibilityOccasion")


@object_type
class ClauseOutcome:
    """How one condition came out."""

    code: str = field("The clause, as the sector names it.")
    outcome: bool | None = field("Whether it held; null when that could not be known.")
    text: Localized | None = field("What it says.")
    source: str | None = field("The law or decision that it rests on.")


@object_type
class EligibilityDecision:
    """What the rules said, on which occasion, by which version."""

    verdict: Verdict = field("What the clauses said together.")
    occasion: Occasion = field("Why they were asked.")
    sector_version: int = field("The version of the sector's definition.")
    decided_at: datetime = field("When.")
    missing: list[str] = field("Attributes that would have to be known.")
    clauses: list[ClauseOutcome] = field("Each condition.")


@node(model=RecipientRow, visible=visibility.visible, is_personal=True)
class Recipient(Node):
    """A household, person or business behind a unit. Seen by the unit's contacts and who works with them in scope."""

    unit: RecipientUnit | None = one(UnitRow, "unit_id", "The unit that it stands behind.", RecipientUnit | None)
    sector: str = field("Code of the sector that it is registered in.")
    kind: RecipientKind = field("What it is.")
    state: RecipientState = field("Whether it counts.")
    facts_as_of: date = field("The day on which the facts held.")
    facts_source: str = field("Where the facts come from.")
    created_at: datetime = field("When it was registered.")
    updated_at: datetime = field("When it was last changed.")
    version: int = field("Give it back with every change.")

    @field
    async def name(self, info: Info) -> str | None:
        """The name; its initials for whoever audits."""
        row: Any = self
        if row.name_sealed is None:
            return None
        act = info.context.act
        clear = personal.opened(act.platform.keys, row, "name")
        unit = await info.context.loaders.one(UnitRow, CATALOG[UnitRow].visible, row.unit_id)
        reads = visibility.reads_names(act, row, unit.area if unit else "")
        return clear if reads else masks.name(clear)

    @field
    def nik(self, info: Info) -> str | None:
        """The NIK, masked: `3174********0001`. `recipientReveal` shows it in full."""
        return _masked(info, self, "nik")

    @field
    def kk(self, info: Info) -> str | None:
        """The number of the family card, masked."""
        return _masked(info, self, "kk")

    @field
    def business_number(self, info: Info) -> str | None:
        """The number of the business (NIB), masked."""
        return _masked(info, self, "business")

    @field
    def age(self, info: Info) -> int | None:
        """Full years of age today; the birth date itself is shown by `recipientReveal`."""
        row: Any = self
        born = birth_date_of(info.context.act, row)
        return None if born is None else age_on(born, info.context.act.today)

    @field
    def facts(self) -> JSON:
        """What the sector asked of it, by attribute."""
        row: Any = self
        return JSON(row.facts)

    @field
    def verdict(self) -> Verdict:
        """What the rules say of it, by its newest decision."""
        row: Any = self
        return Verdict(row.verdict)

    @field
    async def eligibility(self, info: Info) -> EligibilityDecision | None:
        """The newest decision on it, clause by clause."""
        row: Any = self
        decision = await info.context.loaders.found(_decisions, row.id)
        if decision is None:
            return None
        pinned = (decision.sector, decision.sector_version)
        return _shown(decision, await info.context.loaders.found(_versions, pinned))


def _masked(info: Info, row: Any, name: str) -> str | None:
    if getattr(row, f"{name}_sealed") is None:
        return None
    return masks.number(personal.opened(info.context.act.platform.keys, row, name))


def _decisions(act: Act, keys: list[UUID]) -> dict[UUID, DecisionRow]:
    return recipients.newest_decisions(keys)


def _versions(act: Act, wanted: list[tuple[str, int]]) -> dict[tuple[str, int], InForce]:
    return versions(wanted)


def _shown(decision: DecisionRow, sector: InForce | None) -> EligibilityDecision:
    known = {clause.id: clause for clause in sector.definition.clauses} if sector else {}
    outcomes = []
    for result in decision.clauses:
        clause = known.get(result["id"])
        text = Localized(id=clause.text_id, en=clause.text_en) if clause else None
        source = clause.source if clause else None
        outcomes.append(ClauseOutcome(code=result["id"], outcome=result["outcome"], text=text, source=source))
    return EligibilityDecision(
        verdict=Verdict(decision.verdict),
        occasion=Occasion(decision.occasion),
        sector_version=decision.sector_version,
        decided_at=decision.created_at,
        missing=list(decision.missing),
        clauses=outcomes,
    )
