"""pledgePlace: promise help against a need."""

from datetime import date

import strawberry

from server.core.guards import Guard
from server.models.pledge import Pledge as PledgeRow
from server.policies.permissions import Permission
from server.schema.context import Info
from server.schema.fields import field, idempotency_key, input_type, optional
from server.schema.given import value_or_none
from server.schema.mutation import mutation
from server.schema.nodes import key_of
from server.schema.pledges.types import Pledge
from server.services.pledges import place


@input_type
class PledgePlaceInput:
    """Who promises how much of what."""

    need_id: strawberry.ID = field("The need.")
    collaborator_id: strawberry.ID = field("The collaborator, to which the viewer belongs.")
    quantity: int = field("How many whole units of the need's item.")
    scheduled_on: date | None = optional("The day planned for the hand-over, up to a year ahead.")
    idempotency_key: str | None = idempotency_key()


@mutation(may=Permission.PLEDGE_PLACE, runs=place.place, enforces=(Guard.ELIGIBILITY, Guard.REMAINING), gives=Pledge)
def pledge_place(info: Info, input: PledgePlaceInput) -> PledgeRow:
    """Promise help: the quantity is set aside at once, so that nobody else can promise the same."""
    promise = place.Promise(
        need=key_of(input.need_id, "Need", ("need_id",)),
        collaborator=key_of(input.collaborator_id, "Collaborator", ("collaborator_id",)),
        quantity=input.quantity,
        scheduled_on=value_or_none(input.scheduled_on),
    )
    return place.place(info.context.act, promise)
