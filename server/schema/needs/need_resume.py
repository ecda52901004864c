"""needResume: take pledges again."""

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
class NeedResumeInput:
    """Which need."""

    need_id: strawberry.ID = field("The need.")
    expected_version: int = field("The version of it that was read.")
    idempotency_key: str | None = idempotency_key()


@mutation(may=Permission.NEED_PROPOSE, runs=withdraw.resume, gives=Need)
def need_resume(info: Info, input: NeedResumeInput) -> NeedRow:
    """Take pledges for a paused need again."""
    key = key_of(input.need_id, "Need", ("need_id",))
    return withdraw.resume(info.context.act, key, input.expected_version)
