"""recipientUnitRegister: take in a place or body that aid can go to."""

from datetime import date

from strawberry.scalars import JSON

from server.models.recipient_unit import RecipientUnit as UnitRow
from server.policies.permissions import Permission
from server.schema.context import Info
from server.schema.fields import field, idempotency_key, input_type, optional
from server.schema.given import given, value_or_none
from server.schema.mutation import mutation
from server.schema.units.types import RecipientUnit
from server.services.units import register

VALUES = ("name", "address", "households", "facts", "facts_source", "facts_as_of")


@input_type
class RecipientUnitRegisterInput:
    """What is known of the unit."""

    kind: str = field("The code of its kind, as the sectors name it.")
    name: str = field("Its name, up to 120 characters.")
    area: str = field("Code of the area it lies in (a kelurahan).")
    rw: str | None = optional("Code of its RW; required for a kind that is an area itself.")
    address: str | None = optional("The street address. It is sealed and shown to few.")
    households: int | None = optional("How many households it has.")
    facts: JSON | None = optional("What the sectors ask of it, by attribute.")
    facts_source: str | None = optional("Where the facts come from.")
    facts_as_of: date | None = optional("The day on which the facts held; today, when it is left out.")
    contact_email: str | None = optional("The address of an account that is to speak for it.")
    idempotency_key: str | None = idempotency_key()


@mutation(may=Permission.UNIT_REGISTER, runs=register.register, gives=RecipientUnit)
def recipient_unit_register(info: Info, input: RecipientUnitRegisterInput) -> UnitRow:
    """Register a recipient unit, within the scope of one's grant."""
    form = register.Form(
        kind=input.kind,
        area=input.area,
        rw=value_or_none(input.rw),
        values=given(input, *VALUES),
        contact_email=value_or_none(input.contact_email),
    )
    return register.register(info.context.act, form)
