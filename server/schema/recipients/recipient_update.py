"""recipientUpdate: correct a recipient."""

from datetime import date

import strawberry
from strawberry.scalars import JSON

from server.core.guards import Guard
from server.policies.permissions import Permission
from server.schema.context import Info
from server.schema.fields import field, idempotency_key, input_type, optional
from server.schema.given import given
from server.schema.mutation import mutation
from server.schema.nodes import key_of
from server.schema.recipients.registration import RecipientRegistration, registration
from server.services.recipients import update

VALUES = ("name", "birth_date", "nik", "kk", "business_number", "facts", "facts_source", "facts_as_of")


@input_type
class RecipientUpdateInput:
    """What changes; a field that is left out stays, one that is null is cleared."""

    recipient_id: strawberry.ID = field("The recipient.")
    expected_version: int = field("The version of it that was read.")
    name: str | None = optional("The name; it cannot be cleared.")
    birth_date: date | None = optional("The birth date.")
    nik: str | None = optional("The NIK, 16 digits.")
    kk: str | None = optional("The number of the family card, 16 digits.")
    business_number: str | None = optional("The number of the business (NIB), 13 digits.")
    facts: JSON | None = optional("Attributes that change; one that is null is cleared, others stay.")
    facts_source: str | None = optional("Where the facts come from.")
    facts_as_of: date | None = optional("The day on which the facts held; today, when only facts are given.")
    idempotency_key: str | None = idempotency_key()


@mutation(
    may=Permission.RECIPIENT_REGISTER,
    runs=update.update,
    enforces=(Guard.ELIGIBILITY, Guard.DUPLICATE),
    gives=RecipientRegistration,
)
def recipient_update(info: Info, input: RecipientUpdateInput) -> dict[str, object]:
    """Change a recipient; the rules look again."""
    key = key_of(input.recipient_id, "Recipient", ("recipient_id",))
    changes = update.Changes(key, input.expected_version, given(input, *VALUES))
    return registration(info, update.update(info.context.act, changes))
