"""The one writer of the ledger (ARCHITECTURE §2.7)."""

from datetime import datetime
from uuid import UUID

from server.core.act import Act
from server.models.ledger_entry import EntryKind, LedgerEntry
from server.models.need import Need
from server.models.pledge import Pledge


def post(
    act: Act, need: Need, kind: EntryKind, quantity: int, *, pledge: Pledge | None = None, at: datetime | None = None
) -> LedgerEntry:
    """Append one signed movement of ``need``; ``at`` is when it happened (now, when it is not given)."""
    collaborator: UUID | None = pledge.collaborator_id if pledge else None
    return LedgerEntry.create(
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
