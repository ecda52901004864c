"""The ledger entry."""

from datetime import datetime

from server.models.collaborator import Collaborator as CollaboratorRow
from server.models.ledger_entry import EntryKind
from server.models.ledger_entry import LedgerEntry as LedgerEntryRow
from server.models.need import Need as NeedRow
from server.schema.areas.types import Area
from server.schema.collaborators.types import Collaborator
from server.schema.fields import enum_type, field
from server.schema.links import one
from server.schema.needs.types import Need
from server.schema.nodes import Node, node
from server.schema.places import place
from server.visibility import ledger as visibility

enum_type(EntryKind)


@node(model=LedgerEntryRow, visible=visibility.visible)
class LedgerEntry(Node):
    """One movement, for ever. All public figures are sums of these."""

    kind: EntryKind = field("What moved.")
    quantity: int = field("By how many whole units; negative when something is taken back.")
    at: datetime = field("When it happened.")
    recorded_at: datetime = field("When the platform learned of it; `asOf` goes by it.")
    area: str = field("Code of the kelurahan.")
    place: Area | None = place("area", "The kelurahan.")
    sector: str = field("Code of the sector.")
    item: str = field("Code of the aid item.")
    need: Need | None = one(NeedRow, "need_id", "The need; null when the viewer may not see it.", Need | None)
    collaborator: Collaborator | None = one(
        CollaboratorRow, "collaborator", "Who gives; null where only the need moved.", Collaborator | None
    )
