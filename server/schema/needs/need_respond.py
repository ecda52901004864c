"""needRespond: answer what the verifier asked."""

import strawberry
from strawberry.scalars import JSON

from server.core.guards import Guard
from server.models.need import Need as NeedRow
from server.policies.permissions import Permission
from server.schema.context import Info
from server.schema.fields import field, idempotency_key, input_type, optional
from server.schema.given import given
from server.schema.mutation import mutation
from server.schema.needs.types import Need
from server.schema.nodes import key_of
from server.services.needs import respond


@input_type
class NeedRespondInput:
    """The answer; only what was asked for may differ (`Need.askedFields`)."""

    need_id: strawberry.ID = field("The need that was sent back.")
    expected_version: int = field("The version of it that was read.")
    quantity: int | None = optional("How many whole units of the item.")
    facts: JSON | None = optional("Attributes that change; one that is null is cleared, others stay.")
    idempotency_key: str | None = idempotency_key()


@mutation(may=Permission.NEED_PROPOSE, runs=respond.respond, enforces=(Guard.ELIGIBILITY,), gives=Need)
def need_respond(info: Info, input: NeedRespondInput) -> NeedRow:
    """Answer a request for changes of a proposed need; its verification goes on."""
    key = key_of(input.need_id, "Need", ("need_id",))
    answer = respond.Answer(key, input.expected_version, given(input, "quantity", "facts"))
    return respond.respond(info.context.act, answer)
