"""Takes a recipient in: identity sealed, facts checked, judged; not the same one twice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from server.core.act import Act
from server.core.errors import Collector, InvalidInput
from server.core.guards import Guard
from server.core.ids import new_id
from server.core.verbs import verb
from server.models.recipient import Recipient, RecipientKind
from server.policies.permissions import Permission
from server.policies.permits import require
from server.policies.predicates import Case
from server.rules.verdict import Verdict
from server.sectors.definition import RecipientKind as DefinedKind
from server.sectors.definition import SectorDefinition, Subject
from server.services import audit, free_text
from server.services.recipients import identity as identities
from server.services.recipients.duplicates import require_new
from server.services.recipients.identity import Identity, Warned
from server.services.recipients.judging import judge_registered
from server.services.recipients.refusals import DuplicateRecipient
from server.services.sectors.refusals import SectorNotActive
from server.services.sectors.taking import active_sector, known_facts, require_kind
from server.services.units.finding import unit_of

LONGEST_SOURCE = 64


@dataclass(frozen=True, slots=True)
class Form:
    """A recipient as filled in. ``identity`` may hold ``name``, ``birth_date``, ``nik``, ``kk``, ``business_number``.

    ``facts`` are the sector's attributes; ``facts_as_of`` is the day on which they held (today, when it is not given)
    and ``facts_source`` says where they come from. ``consent`` = the recipient (a pupil's guardian) agreed to the
    processing of the data. ``source_key`` makes imports and the demo repeatable.
    """

    unit: UUID
    sector: str
    identity: Mapping[str, Any]
    facts: Any = field(default_factory=dict)
    facts_source: str | None = None
    facts_as_of: date | None = None
    consent: bool = False
    source_key: str | None = None
    is_synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Registered:
    """The recipient, with its verdict, and what a person should look at once more."""

    recipient: Recipient
    warnings: list[Warned]


@verb(refuses=(SectorNotActive, DuplicateRecipient), enforces=(Guard.ELIGIBILITY, Guard.DUPLICATE))
def register(act: Act, form: Form) -> Registered:
    """Register a recipient of a unit. Who is not eligible, or lacks data, is recorded with that verdict."""
    unit = unit_of(act, form.unit)
    require(act, Permission.RECIPIENT_REGISTER, Case(unit.area, form.sector, unit=unit.id))
    sector = active_sector(act, form.sector)
    require_kind(sector.definition, unit)
    identity, facts, warnings = _read(act, form, sector.definition)
    key = new_id()
    kind = kind_of(sector.definition)
    require_new(act, form.sector, kind, identity, key)
    recipient = Recipient(
        id=key,
        created_at=act.now,
        unit=unit,
        sector=form.sector,
        kind=kind,
        **identities.columns(act, key, identity),
        facts=facts,
        facts_as_of=as_of(act, form.facts_as_of),
        facts_source=source_of(form.facts_source),
        consented_at=act.now,
        updated_at=act.now,
        verdict=Verdict.NEEDS_DATA.value,
        source_key=form.source_key,
        is_synthetic=form.is_synthetic,
    )
    decision = judge_registered(act, sector, recipient, unit, identity)
    recipient.verdict = decision.verdict
    recipient.save(force_insert=True)
    told = {"unit": unit.id, "sector": form.sector, "verdict": decision.verdict, "decision": decision.id}
    audit.record(act, f"recipient:{key}", "recipient.registered", told)
    return Registered(recipient, warnings)


def kind_of(sector: SectorDefinition) -> RecipientKind:
    """Return what a recipient of ``sector`` is; refuse a sector that helps units only."""
    if sector.recipient_kind is DefinedKind.NONE:
        raise InvalidInput(path=("sector",), reason="SECTOR_WITHOUT_RECIPIENTS")
    return RecipientKind(sector.recipient_kind.value)


def as_of(act: Act, day: date | None) -> date:
    """Return the day on which facts held: today, when none is given; never one to come."""
    if day is not None and day > act.today:
        raise InvalidInput(path=("facts_as_of",), reason="DATE_FUTURE")
    return day or act.today


def source_of(text: str | None) -> str:
    """Return where facts come from; what the person who registers says, when nothing else is named."""
    return "STATED" if text is None else free_text.read(text, ("facts_source",), LONGEST_SOURCE)


def _read(act: Act, form: Form, sector: SectorDefinition) -> tuple[Identity, dict[str, object], list[Warned]]:
    faults = Collector()
    identity, warnings, facts = Identity(), list[Warned](), dict[str, object]()
    with faults.catch():
        identity, warnings = identities.read(act, {"name": None, **form.identity})
    with faults.catch():
        facts = known_facts([sector], Subject.RECIPIENT, form.facts)
    with faults.catch():
        as_of(act, form.facts_as_of)
        source_of(form.facts_source)
        kind_of(sector)
    if not form.consent:
        faults.add(InvalidInput(path=("consent",), reason="CONSENT_REQUIRED"))
    faults.stop_if_any()
    return identity, facts, warnings
