"""The delivery and what the unit said of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from server.core.act import Act
from server.models.collaborator import Collaborator as CollaboratorRow
from server.models.delivery import Confirmation as ConfirmationRow
from server.models.delivery import Delivery as DeliveryRow
from server.models.delivery import DeliveryState
from server.models.need import Need as NeedRow
from server.models.pledge import Pledge as PledgeRow
from server.models.upload import Upload as UploadRow
from server.reads import pledges
from server.schema.abilities import Ability, ability
from server.schema.collaborators.types import Collaborator
from server.schema.context import Info
from server.schema.fields import enum_type, field
from server.schema.links import many, one
from server.schema.needs.types import Need
from server.schema.nodes import Node, node
from server.schema.pledges.types import Pledge, need_behind
from server.schema.uploads.types import Upload
from server.services.deliveries.confirm import require_confirmable
from server.visibility import collaborators as collaborators_visibility
from server.visibility import deliveries as visibility
from server.visibility import needs as needs_visibility

enum_type(DeliveryState)


@node(model=ConfirmationRow, visible=visibility.confirmations)
class Confirmation(Node):
    """What the unit said came of a delivery."""

    quantity: int = field("How many whole units came, by this word; 0 in a dispute.")
    is_dispute: bool = field("Whether the unit disputes the delivery.")
    created_at: datetime = field("When it was said.")

    @field
    async def note(self, info: Info) -> str | None:
        """What was written to it; for the parties of the pledge and those who look after the need."""
        row: Any = self
        return row.note if await _is_concerned(info, row.delivery_id) else None


@node(model=DeliveryRow, visible=visibility.visible)
class Delivery(Node):
    """One hand-over. That it took place is public; what was written to it, and its proof, are the parties'."""

    quantity: int = field("How many whole units were handed over.")
    surplus: int = field("What came on top; it counts on no need.")
    confirmed: int = field("How many came, by the unit's word.")
    state: DeliveryState = field("Where it stands.")
    delivered_at: datetime = field("When it was handed over, by the giver's word.")
    created_at: datetime = field("When it was reported.")
    version: int = field("Give it back with a confirmation or a dispute.")
    pledge: Pledge | None = one(PledgeRow, "pledge_id", "The pledge; null for whoever may not see it.", Pledge | None)
    proof: Upload | None = one(UploadRow, "proof", "The proof; null for whoever may not see it.", Upload | None)
    confirmations: list[Confirmation] = many(
        ConfirmationRow, "delivery_id", "What the unit said; up to 100.", list[Confirmation]
    )

    @field
    async def collaborator(self, info: Info) -> Collaborator | None:
        """Who gave."""
        found: Any = await info.context.loaders.found(_givers, _row(self).pledge_id)
        return found

    @field
    async def need(self, info: Info) -> Need | None:
        """What it was given for; null when the viewer may not see the need."""
        found: Any = await info.context.loaders.found(_needs, _row(self).pledge_id)
        return found

    @field
    async def receiver_role(self, info: Info) -> str | None:
        """Who took it, by role; for the parties of the pledge and those who look after the need."""
        row = _row(self)
        return row.receiver_role if await _is_concerned(info, row.id) else None

    @field
    async def note(self, info: Info) -> str | None:
        """What was written to it; for the parties of the pledge and those who look after the need."""
        row = _row(self)
        return row.note if await _is_concerned(info, row.id) else None

    @field
    async def viewer_can_confirm(self, info: Info) -> Ability:
        """Whether the viewer may confirm or dispute it."""
        row = _row(self)
        need = await need_behind(info, row.pledge_id)
        giver = await info.context.loaders.found(_givers, row.pledge_id)
        return ability(info, lambda: require_confirmable(info.context.act, need, row, giver.id))


async def _is_concerned(info: Info, key: UUID) -> bool:
    return await info.context.loaders.one(DeliveryRow, visibility.concerned, key) is not None


def _givers(act: Act, keys: list[UUID]) -> dict[UUID, CollaboratorRow]:
    return pledges.givers_of(keys, collaborators_visibility.visible(act))


def _needs(act: Act, keys: list[UUID]) -> dict[UUID, NeedRow]:
    return pledges.needs_of(keys, needs_visibility.visible(act))


def _row(row: Any) -> DeliveryRow:
    found: DeliveryRow = row
    return found
