"""recipientUnitContactEnd: somebody no longer speaks for a unit."""

import strawberry

from server.models.recipient_unit import RecipientUnit as UnitRow
from server.policies.permissions import Permission
from server.schema.context import Info
from server.schema.fields import field, input_type
from server.schema.mutation import mutation
from server.schema.nodes import key_of
from server.schema.units.types import RecipientUnit
from server.services.units import contacts


@input_type
class RecipientUnitContactEndInput:
    """Which contact ends."""

    contact_id: strawberry.ID = field("The contact, as the unit lists it.")


@mutation(may=Permission.UNIT_REGISTER, runs=contacts.end_contact, gives=RecipientUnit)
def recipient_unit_contact_end(info: Info, input: RecipientUnitContactEndInput) -> UnitRow:
    """End that somebody speaks for a unit; what was done in its name stays."""
    return contacts.end_contact(info.context.act, key_of(input.contact_id, "UnitContact", ("contact_id",)))
