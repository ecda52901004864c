"""The only statements that move a need's counters: conditional UPDATEs, so that no race can over-commit.

Each says whether it moved anything; the CHECK on the table stands behind them.
"""

from typing import Any
from uuid import UUID

from server.models.need import Need, NeedState


def reserve(need: UUID, quantity: int) -> bool:
    """Set ``quantity`` aside on an open need; ``False`` when less than that remains or the need is closed."""
    return _move(
        need,
        {"reserved": Need.reserved + quantity},
        (Need.state == NeedState.OPEN) & (Need.reserved + Need.delivered + quantity <= Need.needed),
    )


def release(need: UUID, quantity: int) -> bool:
    """Give ``quantity`` back that was set aside."""
    return _move(need, {"reserved": Need.reserved - quantity}, Need.reserved >= quantity)


def deliver(need: UUID, quantity: int) -> bool:
    """Turn ``quantity`` from set aside into delivered."""
    return _move(
        need,
        {"reserved": Need.reserved - quantity, "delivered": Need.delivered + quantity},
        Need.reserved >= quantity,
    )


def confirm(need: UUID, quantity: int) -> bool:
    """Count ``quantity`` more as confirmed by the unit, never more than was delivered."""
    return _move(need, {"confirmed": Need.confirmed + quantity}, Need.confirmed + quantity <= Need.delivered)


def _move(need: UUID, changes: dict[str, Any], condition: Any) -> bool:
    moved = Need.update(**changes, version=Need.version + 1).where((Need.id == need) & condition).execute()
    return int(moved) == 1
