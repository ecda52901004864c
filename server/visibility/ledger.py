"""The ledger is public, without what would show a single household."""

from typing import Any

from server.core.act import Act
from server.models.ledger_entry import LedgerEntry
from server.models.need import Need
from server.models.recipient_unit import RecipientUnit
from server.visibility import needs
from server.visibility.scopes import EVERYTHING


def visible(act: Act) -> Any:
    """Entries of needs of units that are large enough, and of every need that the actor sees.

    What a need became later does not matter: its entries stand for ever, or the sums would not be those of the ledger.
    """
    if act.actor.is_system:
        return EVERYTHING
    few = RecipientUnit.households < needs.FEWEST_HOUSEHOLDS
    small = Need.select(Need.id).join(RecipientUnit).where(few)
    seen = Need.select(Need.id).where(needs.visible(act))
    return LedgerEntry.need.not_in(small) | LedgerEntry.need.in_(seen)
