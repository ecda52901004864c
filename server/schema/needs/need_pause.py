"""needPause: take no more pledges for now."""

import strawberry

from server.models.need import Need as NeedRow
from server.policies.permissions import Permission
from server.schema.context import Info
from server.schema.fields import field, idempotency_key, input_type
from server.schema.mutation import mutation
from server.schema.needs.types import Need
from server.schema.nodes import key_of
from server.services.needs import withdraw


@input_type
class NeedPauseInput:
    """Which need."""

    need_id: strawberry.ID = field("The need.")
    expected_version: int = field("The version of it that was read.")
    idempotency_key: str | None = idempotency_key()


@mutation(may=Permission.NEED_PROPOSE, runs=withdraw.pause, gives=Need)
def need_pause(info: Info, input: NeedPauseInput) -> NeedRow:
    """Take no more pledges for an open need; those that are accepted stay."""
    key = key_of(input.need_id, "Need", ("need_id",))
    return withdraw.pause(info.context.act, key, input.expected_version)
