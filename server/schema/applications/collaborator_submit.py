"""collaboratorSubmit: hand an application in."""

import strawberry

from server.core.guards import Guard
from server.models.application import Application as ApplicationRow
from server.policies.permissions import Permission
from server.schema.applications.types import Application
from server.schema.context import Info
from server.schema.fields import field, idempotency_key, input_type
from server.schema.mutation import mutation
from server.schema.nodes import key_of
from server.services.applications import submit


@input_type
class CollaboratorSubmitInput:
    """A complete draft."""

    application_id: strawberry.ID = field("The draft.")
    expected_version: int = field("The version of it that was read.")
    idempotency_key: str | None = idempotency_key()


@mutation(may=Permission.APPLICATION_WRITE, runs=submit.submit, enforces=(Guard.DUPLICATE,), gives=Application)
def collaborator_submit(info: Info, input: CollaboratorSubmitInput) -> ApplicationRow:
    """Submit an application: it gets its number and is screened. Refused when the applicant is known already."""
    key = key_of(input.application_id, "Application", ("application_id",))
    return submit.submit(info.context.act, key, input.expected_version)
