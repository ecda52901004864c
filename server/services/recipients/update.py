"""Corrects a recipient: only what is given changes, and the rules look again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from server.core.act import Act
from server.core.dialect import locked
from server.core.errors import Collector, InvalidInput, NotFound, VersionConflict
from server.core.guards import Guard
from server.core.verbs import verb
from server.models.recipient import Recipient, RecipientState
from server.models.recipient_unit import RecipientUnit
from server.policies.permissions import Permission
from server.policies.permits import require
from server.policies.predicates import Case
from server.sectors.definition import SectorDefinition, Subject
from server.services import audit
from server.services.recipients import identity as identities
from server.services.recipients.duplicates import require_new
from server.services.recipients.judging import judge_registered
from server.services.recipients.refusals import DuplicateRecipient, RecipientEnded
from server.services.recipients.register import Registered, as_of, source_of
from server.services.sectors.refusals import SectorNotActive
from server.services.sectors.taking import active_sector, known_facts
from server.visibility import recipients as visibility


@dataclass(frozen=True, slots=True)
class Changes:
    """What changes on the recipient that was read at version ``expected_version``.

    ``values`` holds only what was sent: identity fields, ``facts`` (attribute > value; attributes that are absent stay,
    ``None`` clears one), ``facts_source``, ``facts_as_of``.
    """

    recipient: UUID
    expected_version: int
    values: Mapping[str, Any]


@verb(
    refuses=(VersionConflict, SectorNotActive, DuplicateRecipient, RecipientEnded),
    enforces=(Guard.ELIGIBILITY, Guard.DUPLICATE),
)
def update(act: Act, changes: Changes) -> Registered:
    """Change a recipient and judge it anew."""
    recipient, unit = _for_update(act, changes)
    sector = active_sector(act, recipient.sector)
    before, facts = identities.opened(act, recipient), dict[str, object]()
    faults, identity, warnings = Collector(), before, list[identities.Warned]()
    with faults.catch():
        identity, warnings = identities.read(act, changes.values, before)
    with faults.catch():
        facts = _facts(sector.definition, recipient, changes.values)
    with faults.catch():
        if "facts_as_of" in changes.values or "facts" in changes.values:
            recipient.facts_as_of = as_of(act, changes.values.get("facts_as_of"))
        if changes.values.get("facts_source") is not None:
            recipient.facts_source = source_of(changes.values["facts_source"])
    faults.stop_if_any()
    require_new(act, recipient.sector, recipient.kind, identity, recipient.id)
    for column, value in identities.columns(act, recipient.id, identity).items():
        setattr(recipient, column, value)
    recipient.facts = facts
    decision = judge_registered(act, sector, recipient, unit, identity)
    recipient.verdict, recipient.updated_at, recipient.version = decision.verdict, act.now, recipient.version + 1
    recipient.save()
    told = {"fields": sorted(changes.values), "verdict": decision.verdict, "decision": decision.id}
    audit.record(act, f"recipient:{recipient.id}", "recipient.updated", told)
    return Registered(recipient, warnings)


def _facts(sector: SectorDefinition, recipient: Recipient, values: Mapping[str, Any]) -> dict[str, object]:
    given = values.get("facts")
    kept = dict(recipient.facts)
    if given is None:
        return kept
    known = known_facts([sector], Subject.RECIPIENT, given)
    cleared = {name for name, value in given.items() if value is None}
    return {**{name: value for name, value in kept.items() if name not in cleared}, **known}


def _for_update(act: Act, changes: Changes) -> tuple[Recipient, RecipientUnit]:
    seen = Recipient.select().where(Recipient.id == changes.recipient, visibility.visible(act))
    recipient: Recipient | None = locked(seen).first()
    if recipient is None:
        raise NotFound(path=("recipient_id",))
    unit = RecipientUnit.get_by_id(recipient.unit_id)
    require(act, Permission.RECIPIENT_REGISTER, Case(unit.area, recipient.sector, unit=unit.id))
    if recipient.state is not RecipientState.ACTIVE:
        raise RecipientEnded(path=("recipient_id",), state=recipient.state.value)
    if recipient.version != changes.expected_version:
        raise VersionConflict(path=("expected_version",), current_version=recipient.version)
    if not changes.values:
        raise InvalidInput(reason="NOTHING_TO_CHANGE")
    return recipient, unit
