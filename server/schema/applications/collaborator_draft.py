"""collaboratorDraft: begin an application, or change its draft."""

import strawberry

from server.core.errors import InvalidInput
from server.models.application import Application as ApplicationRow
from server.models.collaborator import CollaboratorKind
from server.policies.permissions import Permission
from server.schema.applications.changes import ApplicationFormInput, changes_of
from server.schema.applications.types import Application
from server.schema.context import Info
from server.schema.fields import field, idempotency_key, input_type, optional
from server.schema.mutation import mutation
from server.schema.nodes import key_of
from server.services.applications import draft


@input_type
class CollaboratorDraftInput:
    """A new draft (`kind`), or changes to one (`applicationId` and `expectedVersion`)."""

    form: ApplicationFormInput = field("What was filled in so far.")
    kind: CollaboratorKind | None = optional("What the collaborator is to be; begins a new draft.")
    application_id: strawberry.ID | None = optional("The draft to change.")
    expected_version: int | None = optional("The version of the draft that was read.")
    idempotency_key: str | None = idempotency_key()


@mutation(may=Permission.APPLICATION_WRITE, runs=draft.edit, gives=Application)
def collaborator_draft(info: Info, input: CollaboratorDraftInput) -> ApplicationRow:
    """Begin an application or change its draft. Nothing has to be complete yet; what is given must be right."""
    changes = changes_of(input.form)
    if not input.application_id:
        if not input.kind:
            raise InvalidInput(path=("kind",), reason="REQUIRED")
        return draft.begin(info.context.act, input.kind, changes)
    key = key_of(input.application_id, "Application", ("application_id",))
    if not input.expected_version:
        raise InvalidInput(path=("expected_version",), reason="REQUIRED")
    return draft.edit(info.context.act, key, input.expected_version, changes)
