"""The mutations of recipient units, one file each."""

import strawberry

from server.schema.units.recipient_unit_contact_add import recipient_unit_contact_add
from server.schema.units.recipient_unit_contact_end import recipient_unit_contact_end
from server.schema.units.recipient_unit_register import recipient_unit_register
from server.schema.units.recipient_unit_update import recipient_unit_update


@strawberry.type
class UnitMutations:
    """Recipient units and who speaks for them."""

    recipient_unit_contact_add = recipient_unit_contact_add
    recipient_unit_contact_end = recipient_unit_contact_end
    recipient_unit_register = recipient_unit_register
    recipient_unit_update = recipient_unit_update
