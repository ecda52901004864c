"""recipientRegister: take a recipient in."""

from datetime import date

import strawberry
from strawberry.scalars import JSON

from server.core.guards import Guard
from server.policies.permissions import Permission
from server.schema.context import Info
from server.schema.fields import field, idempotency_key, input_type, optional
from server.schema.given import given, value_or_none
from server.schema.mutation import mutation
from server.schema.nodes import key_of
from server.schema.recipients.registration import RecipientRegistration, registration
from server.services.recipients import register

IDENTITY = ("name", "birth_date", "nik", "kk", "business_number")


@input_type
class RecipientRegisterInput:
    """Who it is and what the sector asks. Numbers may be written with spaces, dots and dashes; `-` and `0` are none."""

    unit_id: strawberry.ID = field("The unit that the recipient stands behind.")
    sector: str = field("Code of the sector.")
    name: str = field("The name of the person, the head of the household, or the owner; up to 120 characters.")
    birth_date: date | None = optional("The birth date. A NIK that differs from it is a warning, never a refusal.")
    nik: str | None = optional("The NIK, 16 digits.")
    kk: str | None = optional("The number of the family card, 16 digits.")
    business_number: str | None = optional("The number of the business (NIB), 13 digits.")
    facts: JSON | None = optional("What the sector asks of a recipient, by attribute; see `Sector.formSchema`.")
    facts_source: str | None = optional("Where the facts come from.")
    facts_as_of: date | None = optional("The day on which the facts held; today, when it is left out.")
    consent: bool = field("That the recipient, or a pupil's guardian, agreed to the processing of the data.")
    idempotency_key: str | None = idempotency_key()


@mutation(
    may=Permission.RECIPIENT_REGISTER,
    runs=register.register,
    enforces=(Guard.ELIGIBILITY, Guard.DUPLICATE),
    gives=RecipientRegistration,
)
def recipient_register(info: Info, input: RecipientRegisterInput) -> dict[str, object]:
    """Register a recipient. Whoever is not eligible, or lacks data, is registered with that verdict."""
    form = register.Form(
        unit=key_of(input.unit_id, "RecipientUnit", ("unit_id",)),
        sector=input.sector,
        identity=given(input, *IDENTITY),
        facts=value_or_none(input.facts) or {},
        facts_source=value_or_none(input.facts_source),
        facts_as_of=value_or_none(input.facts_as_of),
        consent=input.consent,
    )
    return registration(info, register.register(info.context.act, form))
