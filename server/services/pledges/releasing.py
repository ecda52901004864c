"""Gives the slots of allocations back."""

from uuid import UUID

from server.models.pledge import Allocation, AllocationState, Slot, SlotSpan


def release_allocations(pledge: UUID) -> None:
    """Free the slots of the pledge's allocations that were not delivered; a delivered one keeps its slot."""
    held = Allocation.select(Allocation.id).where(Allocation.pledge == pledge, Allocation.state == AllocationState.HELD)
    ids = [row.id for row in held]
    if ids:
        for slots in (Slot, SlotSpan):
            slots.delete().where(slots.allocation.in_(ids)).execute()
        Allocation.update(state=AllocationState.RELEASED).where(Allocation.id.in_(ids)).execute()
