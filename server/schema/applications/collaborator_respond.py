"""collaboratorRespond: answer a request for changes."""

import strawberry

from server.core.guards import Guard
from server.models.application import Application as ApplicationRow
from server.policies.permissions import Permission
from server.schema.applications.changes import ApplicationFormInput, changes_of
from server.schema.applications.types import Application
from server.schema.context import Info
from server.schema.fields import field, idempotency_key, input_type
from server.schema.mutation import mutation
from server.schema.nodes import key_of
from server.services.applications import answer


@input_type
class CollaboratorRespondInput:
    """The answer: the asked fields, changed."""

    application_id: strawberry.ID = field("The application that was sent back.")
    expected_version: int = field("The version of it that was read.")
    form: ApplicationFormInput = field("The changed fields; only those that were asked for.")
    idempotency_key: str | None = idempotency_key()


@mutation(may=Permission.APPLICATION_WRITE, runs=answer.respond, enforces=(Guard.DUPLICATE,), gives=Application)
def collaborator_respond(info: Info, input: CollaboratorRespondInput) -> ApplicationRow:
    """Answer a request for changes; the checks that the changes touch run again."""
    key = key_of(input.application_id, "Application", ("application_id",))
    return answer.respond(info.context.act, key, input.expected_version, changes_of(input.form))
