"""The one writer of the ledger (ARCHITECTURE §2.7)."""

from datetime import datetime
from uuid import UUID

from server.core.act import Act
from server.models.first_pledge import FirstPledge
from server.models.ledger_entry import EntryKind, LedgerEntry
from server.models.need import Need
from server.models.pledge import Pledge


def post(
    act: Act, need: Need, kind: EntryKind, quantity: int, *, pledge: Pledge | None = None, at: datetime | None = None
) -> LedgerEntry:
    """Append one signed movement of ``need``; ``at`` is when it happened (now, when it is not given)."""
    collaborator: UUID | None = pledge.collaborator_id if pledge else None
    if kind is EntryKind.PLEDGED and collaborator is not None:
        _note_first(act, need, collaborator)
    return LedgerEntry.create(
        created_at=act.now,
        at=at or act.now,
        recorded_at=act.now,
        kind=kind,
        need=need.id,
        pledge=pledge.id if pledge else None,
        collaborator=collaborator,
        area=need.area,
        sector=need.sector,
        item=need.item,
        quantity=quantity,
    )


def _note_first(act: Act, need: Need, collaborator: UUID) -> None:
    place = {"collaborator": collaborator, "sector": need.sector, "area": need.area}
    known = FirstPledge.select().where(
        FirstPledge.collaborator == collaborator,
        FirstPledge.sector == need.sector,
        FirstPledge.area == need.area,
        FirstPledge.day <= act.today,
    )
    # Looked at first, since an insert that meets its row would lock it, and every pledge of the collaborator with it.
    if known.exists():
        return
    FirstPledge.insert(**place, day=act.today).on_conflict(
        conflict_target=[FirstPledge.collaborator, FirstPledge.sector, FirstPledge.area],
        update={FirstPledge.day: act.today},
        # A transaction that began earlier may commit later: the earliest day counts.
        where=FirstPledge.day > act.today,
    ).execute()
