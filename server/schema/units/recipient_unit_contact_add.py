"""recipientUnitContactAdd: let an account speak for a unit."""

import strawberry

from server.models.recipient_unit import RecipientUnit as UnitRow
from server.policies.permissions import Permission
from server.schema.context import Info
from server.schema.fields import field, idempotency_key, input_type
from server.schema.mutation import mutation
from server.schema.nodes import key_of
from server.schema.units.types import RecipientUnit
from server.services.units import contacts


@input_type
class RecipientUnitContactAddInput:
    """Who is to speak for which unit."""

    unit_id: strawberry.ID = field("The unit.")
    email: str = field("The address of the person's account.")
    idempotency_key: str | None = idempotency_key()


@mutation(may=Permission.UNIT_REGISTER, runs=contacts.add_contact, gives=RecipientUnit)
def recipient_unit_contact_add(info: Info, input: RecipientUnitContactAddInput) -> UnitRow:
    """Let an account speak for a unit: propose needs, register recipients, confirm what came."""
    key = key_of(input.unit_id, "RecipientUnit", ("unit_id",))
    return contacts.add_contact(info.context.act, key, input.email)
