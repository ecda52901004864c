"""What an applicant types, as an input and as the service takes it."""

from datetime import date
from typing import Any

import strawberry

from server.models.upload import UploadPurpose
from server.schema.fields import field, input_type, optional
from server.schema.nodes import key_of
from server.services.applications import form as forms
from server.services.applications.form import Changes


@input_type
class DocumentInput:
    """An upload, and what it is."""

    purpose: UploadPurpose = field("What the document is.")
    upload_id: strawberry.ID = field("The upload; it must be the applicant's own and found clean.")


@input_type
class ApplicationFormInput:
    """The fields of the form. A field that is left out stays as it is; null or an empty text clears it."""

    public_name: str | None = optional("The name that the public will see.")
    sectors: list[str] | None = optional("Codes of the sectors to help in.")
    documents: list[DocumentInput] | None = optional("Documents to attach or replace.")
    legal_name: str | None = optional("The full name: of the person, or of the body as registered.")
    birth_date: date | None = optional("Birth date of an individual.")
    nik: str | None = optional("NIK of an individual, 16 digits.")
    npwp: str | None = optional("NPWP of a body, 15 or 16 digits.")
    nib: str | None = optional("NIB of a business, 13 digits.")
    phone: str | None = optional("Telephone, such as 0812-3456-7890.")
    email: str | None = optional("E-mail address for correspondence.")
    address: str | None = optional("Street address.")
    contact_name: str | None = optional("The person who speaks for the body.")
    licence_number: str | None = optional("Number of an aggregator's licence to collect.")
    licence_expires_on: date | None = optional("Last day on which that licence holds.")


def changes_of(form: ApplicationFormInput) -> Changes:
    """Return what was sent; what was not sent is not in it."""
    sent = {name: value for name in forms.FIELDS if (value := getattr(form, name)) is not strawberry.UNSET}
    documents = form.documents or []
    return Changes(
        values={name: value.isoformat() if isinstance(value, date) else value for name, value in sent.items()},
        public_name=form.public_name or None,
        sectors=None if _absent(form.sectors) else tuple(dict.fromkeys(form.sectors or ())),
        documents={
            one.purpose.value: key_of(one.upload_id, "Upload", ("form", "documents", place, "upload_id"))
            for place, one in enumerate(documents)
        },
    )


def _absent(value: Any) -> bool:
    return value is None or value is strawberry.UNSET
