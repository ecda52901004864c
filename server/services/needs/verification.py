"""Verification as a subject of approval: what the verifier must know, and what the decision does."""

from uuid import UUID

from server.core.act import Act
from server.core.dialect import locked
from server.models.ledger_entry import EntryKind
from server.models.need import Need, NeedState
from server.models.recipient_unit import RecipientUnit, UnitContact, UnitState
from server.models.sector import SectorState
from server.rules.verdict import Verdict
from server.services import audit, ledger
from server.services.approvals.subjects import Case, register
from server.services.needs.judging import judged_again
from server.services.needs.periods import days_of
from server.services.sectors.current import pinned
from server.workflows.state import CheckResult, RunStatus

_STATES = {
    RunStatus.REJECTED: NeedState.REJECTED,
    RunStatus.WITHDRAWN: NeedState.WITHDRAWN,
    RunStatus.EXPIRED: NeedState.WITHDRAWN,
}


class Verification:
    """A need that waits to be verified."""

    kind = "need"

    def case(self, act: Act, key: UUID) -> Case:
        """Return the case: who proposed the need, and who speaks for the unit, never decides on it."""
        need = Need.get_by_id(key)
        unit = RecipientUnit.get_by_id(need.unit_id)
        item = pinned(need.sector, need.sector_version).definition.item(need.item)
        speaking = UnitContact.select().where(UnitContact.unit == unit)
        contacts = frozenset(one.account for one in speaking if one.ended_at is None)
        # Who spoke for the unit when it asked stays a party, or one could resign to verify a need of one's own.
        spoke = frozenset(one.account for one in speaking if one.ended_at is None or one.ended_at >= need.created_at)
        proposer = frozenset({need.proposed_by} if need.proposed_by else ())
        return Case(
            title=f"{unit.name}: {item.name.id if item else need.item}, {need.needed} ({need.period})"[:160],
            area=need.area,
            sector=need.sector,
            applicants=proposer | contacts,
            beneficiaries=spoke,
            value_rupiah=item.reference_value_rupiah * need.needed if item else None,
            kind=unit.kind,
        )

    def check(self, act: Act, key: UUID, name: str) -> CheckResult:
        """There is no automatic check: a person looks."""
        raise KeyError(name)

    def asked(self, act: Act, key: UUID, fields: frozenset[str]) -> None:
        """The run itself says which fields may be answered (``needs.respond``)."""

    def concluded(self, act: Act, key: UUID, status: RunStatus) -> None:
        """Open a verified need, on the facts of today; close any other."""
        need = locked(Need.select().where(Need.id == key)).get()
        if need.state is not NeedState.PROPOSED:
            return
        reason = obstacle(act, need) if status is RunStatus.APPROVED else None
        if status is RunStatus.APPROVED and reason is None:
            _move(need, NeedState.OPEN)
            ledger.post(act, need, EntryKind.NEEDED, need.needed)
            audit.record(act, f"need:{key}", "need.opened", {"quantity": need.needed})
            return
        state = _STATES.get(status, NeedState.REJECTED)
        _move(need, state)
        audit.record(act, f"need:{key}", f"need.{state.lower()}", {"reason": reason})


def obstacle(act: Act, need: Need) -> str | None:
    """Return why a verified need cannot be opened today after all, as a message code; ``None`` when it can."""
    unit = RecipientUnit.get_by_id(need.unit_id)
    sector = pinned(need.sector, need.sector_version)
    days = days_of(need.period, sector.definition.seasons)
    if unit.state is not UnitState.ACTIVE:
        return "UNIT_CLOSED"
    if sector.state is SectorState.RETIRED:
        return "SECTOR_NOT_ACTIVE"
    if days is not None and days.last < act.today:
        return "NEED_PERIOD_PAST"
    decision = judged_again(act, sector, unit, need)
    return None if decision is None or decision.verdict == Verdict.ELIGIBLE else decision.verdict


def _move(need: Need, state: NeedState) -> None:
    Need.update(state=state, version=Need.version + 1).where(Need.id == need.id).execute()


VERIFICATION = register(Verification())
