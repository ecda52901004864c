"""recipientUnitUpdate: correct what is known of a unit."""

from datetime import date

import strawberry
from strawberry.scalars import JSON

from server.models.recipient_unit import RecipientUnit as UnitRow
from server.models.recipient_unit import UnitState
from server.policies.permissions import Permission
from server.schema.context import Info
from server.schema.fields import field, idempotency_key, input_type, optional
from server.schema.given import given
from server.schema.mutation import mutation
from server.schema.nodes import key_of
from server.schema.units.types import RecipientUnit
from server.services.units import update

VALUES = ("name", "address", "households", "facts", "facts_source", "facts_as_of", "state")


@input_type
class RecipientUnitUpdateInput:
    """What changes; a field that is left out stays, one that is null is cleared."""

    unit_id: strawberry.ID = field("The unit.")
    expected_version: int = field("The version of it that was read.")
    name: str | None = optional("Its name; it cannot be cleared.")
    address: str | None = optional("The street address.")
    households: int | None = optional("How many households it has.")
    facts: JSON | None = optional("Attributes that change; one that is null is cleared, others stay.")
    facts_source: str | None = optional("Where the facts come from.")
    facts_as_of: date | None = optional("The day on which the facts held; today, when only facts are given.")
    state: UnitState | None = optional("Whether it takes part; it cannot be cleared.")
    idempotency_key: str | None = idempotency_key()


@mutation(may=Permission.UNIT_REGISTER, runs=update.update, gives=RecipientUnit)
def recipient_unit_update(info: Info, input: RecipientUnitUpdateInput) -> UnitRow:
    """Change a recipient unit, within the scope of one's grant."""
    key = key_of(input.unit_id, "RecipientUnit", ("unit_id",))
    return update.update(info.context.act, update.Changes(key, input.expected_version, given(input, *VALUES)))
