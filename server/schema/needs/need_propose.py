"""needPropose: say what a unit needs."""

import strawberry
from strawberry.scalars import JSON

from server.core.guards import Guard
from server.models.need import Need as NeedRow
from server.policies.permissions import Permission
from server.schema.context import Info
from server.schema.fields import field, idempotency_key, input_type, optional
from server.schema.given import value_or_none
from server.schema.mutation import mutation
from server.schema.needs.types import Need
from server.schema.nodes import key_of
from server.services.needs import propose


@input_type
class NeedProposeInput:
    """What is needed, where, when, how much."""

    unit_id: strawberry.ID = field("The unit that needs it.")
    sector: str = field("Code of the sector.")
    item: str = field("Code of the aid item.")
    period: str = field("When: `2026`, `2026-11`, `2026-W48`, `2026-11-25`, or a turn of a season (`LEBARAN-2026`).")
    quantity: int = field("How many whole units of the item.")
    facts: JSON | None = optional("What the sector asks of a need, by attribute.")
    plan_line: str | None = optional("The line of a plan that it carries out, where the sector counts these.")
    idempotency_key: str | None = idempotency_key()


@mutation(may=Permission.NEED_PROPOSE, runs=propose.propose, enforces=(Guard.ELIGIBILITY,), gives=Need)
def need_propose(info: Info, input: NeedProposeInput) -> NeedRow:
    """Propose a need. It becomes public when a verifier, who is not of the unit, has approved it."""
    form = propose.Form(
        unit=key_of(input.unit_id, "RecipientUnit", ("unit_id",)),
        sector=input.sector,
        item=input.item,
        period=input.period,
        quantity=input.quantity,
        facts=value_or_none(input.facts) or {},
        plan_line=value_or_none(input.plan_line),
    )
    return propose.propose(info.context.act, form)
