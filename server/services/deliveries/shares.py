"""Which parts of a pledge a hand-over covers: named by who delivers, or plain because nothing else is left."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from server.core.act import Act
from server.core.dialect import locked
from server.core.errors import InvalidInput, NotFound
from server.models.eligibility_decision import Occasion
from server.models.need import Need
from server.models.pledge import Allocation, AllocationState, Pledge
from server.models.recipient import Recipient
from server.services.pledges.allocate import judge_recipient

_PATH = ("allocation_ids",)


def handed_over(act: Act, need: Need, pledge: Pledge, quantity: int, named: Sequence[UUID]) -> list[Allocation]:
    """Return the allocations that a hand-over of ``quantity`` covers, each recipient judged once more.

    A hand-over of the last of a pledge covers all that are left. Otherwise what is left must still do for those that
    are not named: else it is not said who got it, and a cancelled rest would free the slot of somebody who did.
    """
    held = {one.id: one for one in _held(pledge)}
    if any(key not in held for key in named):
        raise NotFound(path=_PATH)
    left = pledge.remaining - quantity
    parts = list(held.values()) if left == 0 else [held[key] for key in dict.fromkeys(named)]
    covered, all_held = _sum(parts), _sum(held.values())
    if covered > quantity:
        raise InvalidInput(path=_PATH, reason="MORE_THAN_HANDED_OVER", limit=str(quantity))
    if all_held - covered > left:
        raise InvalidInput(path=_PATH, reason="ALLOCATIONS_NEEDED", limit=str(all_held - left))
    for part in parts:
        judge_recipient(act, need, Recipient.get_by_id(part.recipient_id), part.quantity, Occasion.DELIVERY)
    return parts


def mark_delivered(parts: Sequence[Allocation]) -> None:
    """Note that these parts were handed over: their slots stay taken, whatever becomes of the pledge."""
    if parts:
        ids = [part.id for part in parts]
        Allocation.update(state=AllocationState.DELIVERED).where(Allocation.id.in_(ids)).execute()


def _held(pledge: Pledge) -> list[Allocation]:
    query = Allocation.select().where(Allocation.pledge == pledge.id, Allocation.state == AllocationState.HELD)
    return list(locked(query.order_by(Allocation.id)))


def _sum(parts: Iterable[Allocation]) -> int:
    return sum(part.quantity for part in parts)
