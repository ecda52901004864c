"""The application type."""

from datetime import datetime
from typing import Any
from uuid import UUID

from server.core.act import Act
from server.models.application import Application as ApplicationRow
from server.models.application import ApplicationDocument as DocumentRow
from server.models.application import ApplicationKind, ApplicationState
from server.models.collaborator import CollaboratorKind
from server.models.upload import Upload as UploadRow
from server.models.upload import UploadPurpose
from server.models.workflow_run import WorkflowRun
from server.policies import masks
from server.reads.answers import Told, told
from server.schema.approvals.types import Answer, Run, answered
from server.schema.context import Info
from server.schema.fields import enum_type, field, object_type
from server.schema.links import many, one
from server.schema.nodes import Node, node
from server.schema.reading_log import note_read
from server.schema.uploads.types import Upload
from server.services.applications import form as forms
from server.services.applications.documents import Documents, attached_to
from server.visibility import applications as visibility

enum_type(ApplicationKind)
enum_type(ApplicationState)
enum_type(CollaboratorKind)


@object_type
class FormField:
    """One filled-in field of a form."""

    name: str = field("The field, as the inputs name it in snake case.")
    value: str = field("What was filled in, normalised.")


@node(model=DocumentRow, visible=visibility.documents)
class ApplicationDocument(Node):
    """A document that was attached to an application."""

    purpose: UploadPurpose = field("What it is.")
    upload: Upload | None = one(UploadRow, "upload_id", "The file.", Upload | None)


@node(model=ApplicationRow, visible=visibility.visible)
class Application(Node):
    """What somebody asks to be decided. Only its applicant and its deciders see it."""

    kind: ApplicationKind = field("What it asks for.")
    number: str | None = field("What people quote, such as `KSBB-2026-000123`; null until it is submitted.")
    collaborator_kind: CollaboratorKind = field("What the collaborator is to be.")
    public_name: str = field("The name that the public will see.")
    sectors: list[str] = field("Codes of the sectors that it wants to help in.")
    state: ApplicationState = field("Where it stands.")
    asked_fields: list[str] = field("The fields that have to be changed, when changes were requested.")
    submitted_at: datetime | None = field("When it was submitted.")
    created_at: datetime = field("When it was begun.")
    version: int = field("Give it back with every change.")
    documents: list[ApplicationDocument] = many(
        DocumentRow, "application_id", "The documents attached.", list[ApplicationDocument]
    )
    run: Run | None = one(WorkflowRun, "run", "Its way through the stages.", Run | None)

    @field
    def form(self, info: Info) -> list[FormField] | None:
        """What was filled in; null for whoever may not read personal values."""
        row: Any = self
        act = info.context.act
        if not visibility.reads_form(act, row):
            return None
        filled = forms.open_form(act, row)
        if row.applicant != act.actor.account_id:
            note_read(act, "Application", [row.id])
        # A NIK in clear needs a reveal with its reason; deciders compare the masked one with the document.
        if row.applicant != act.actor.account_id and "nik" in filled:
            filled["nik"] = masks.number(filled["nik"])
        return [FormField(name=name, value=value) for name, value in sorted(filled.items())]

    @field
    async def answers(self, info: Info) -> list[Answer]:
        """What the applicant was told on the way, the newest first."""
        row: Any = self
        return answered(info, await info.context.loaders.found(_told, row.id) or [])

    @field
    async def missing(self, info: Info) -> list[str] | None:
        """What it still lacks before it can be submitted; null for whoever may not read it."""
        row: Any = self
        if not visibility.reads_form(info.context.act, row):
            return None
        form = forms.open_form(info.context.act, row)
        documents = await info.context.loaders.found(_attached, row.id)
        return forms.missing(row.collaborator_kind, form, documents or {})


def _told(act: Act, keys: list[UUID]) -> dict[UUID, list[Told]]:
    return told("application", keys)


def _attached(act: Act, keys: list[UUID]) -> dict[UUID, Documents]:
    return attached_to(keys)
