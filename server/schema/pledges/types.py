"""The pledge and its parts."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from server.core.act import Act
from server.models.collaborator import Collaborator as CollaboratorRow
from server.models.need import Need as NeedRow
from server.models.pledge import Allocation as AllocationRow
from server.models.pledge import AllocationState, PledgeState
from server.models.pledge import Pledge as PledgeRow
from server.models.recipient import Recipient as RecipientRow
from server.reads import pledges
from server.schema.abilities import Ability, ability
from server.schema.collaborators.types import Collaborator
from server.schema.context import Info
from server.schema.fields import enum_type, field
from server.schema.links import many, one
from server.schema.needs.types import Need
from server.schema.nodes import Node, node
from server.schema.recipients.types import Recipient
from server.services.pledges import standing
from server.visibility import pledges as visibility
from server.visibility.scopes import EVERYTHING

enum_type(PledgeState)
enum_type(AllocationState)


@node(model=AllocationRow, visible=visibility.allocations)
class Allocation(Node):
    """One part of a pledge for one recipient, where the sector tracks individuals."""

    quantity: int = field("How many whole units.")
    state: AllocationState = field("Where it stands.")
    recipient: Recipient | None = one(
        RecipientRow, "recipient_id", "Whose part it is; null for whoever may not see recipients.", Recipient | None
    )
    created_at: datetime = field("When it was allotted.")


@node(model=PledgeRow, visible=visibility.visible)
class Pledge(Node):
    """What a collaborator promises against a need. Its parties and those who look after the need see it."""

    need: Need | None = one(NeedRow, "need_id", "What it is promised for.", Need | None)
    collaborator: Collaborator | None = one(CollaboratorRow, "collaborator_id", "Who promises.", Collaborator | None)
    quantity: int = field("How many whole units of the need's item were promised.")
    delivered: int = field("How many of them were handed over.")
    confirmed: int = field("How many of these came, by the unit's word.")
    remaining: int = field("How many are still to be handed over; 0 once the pledge has ended.")
    scheduled_on: date | None = field("The day for which the hand-over is planned.")
    accepted_at: datetime | None = field("When it was accepted.")
    expires_at: datetime | None = field("When what was not handed over goes back to the need.")
    created_at: datetime = field("When it was placed.")
    version: int = field("Give it back with a cancellation.")
    allocations: list[Allocation] = many(
        AllocationRow, "pledge_id", "Its parts for single recipients; up to 100.", list[Allocation]
    )

    @field
    def state(self, info: Info) -> PledgeState:
        """Where it stands."""
        return _row(self).state_at(info.context.act.now)

    @field
    def viewer_can_cancel(self, info: Info) -> Ability:
        """Whether the viewer may take back what was not handed over."""
        return ability(info, lambda: standing.require_cancellable(info.context.act, _row(self)))

    @field
    async def viewer_can_allocate(self, info: Info) -> Ability:
        """Whether the viewer may allot parts of it to recipients."""
        need = await need_behind(info, _row(self).id)
        return ability(info, lambda: standing.require_allottable(info.context.act, need, _row(self)))

    @field
    async def viewer_can_report_delivery(self, info: Info) -> Ability:
        """Whether the viewer may report a hand-over."""
        need = await need_behind(info, _row(self).id)
        return ability(info, lambda: standing.require_deliverable(info.context.act, need, _row(self)))


async def need_behind(info: Info, pledge: UUID) -> NeedRow:
    """Return the need of a pledge for a question of permission, whether the viewer sees the need or not."""
    found: NeedRow = await info.context.loaders.found(_needs, pledge)
    return found


def _needs(act: Act, keys: list[UUID]) -> dict[UUID, NeedRow]:
    return pledges.needs_of(keys, EVERYTHING)


def _row(row: Any) -> PledgeRow:
    found: PledgeRow = row
    return found
