"""The application type."""

from datetime import datetime
from typing import Any

import strawberry

from server.models.application import Application as ApplicationRow
from server.models.application import ApplicationKind, ApplicationState
from server.models.collaborator import CollaboratorKind
from server.models.workflow_run import WorkflowRun
from server.schema.approvals.types import Run
from server.schema.context import Info
from server.schema.fields import enum_type, field, object_type
from server.schema.links import one
from server.schema.nodes import Node, encode_id, node
from server.services.applications import form as forms
from server.visibility import applications as visibility

enum_type(ApplicationKind)
enum_type(ApplicationState)
enum_type(CollaboratorKind)


@object_type
class FormField:
    """One filled-in field of a form."""

    name: str = field("The field, as the inputs name it in snake case.")
    value: str = field("What was filled in, normalised.")


@object_type
class ApplicationDocument:
    """A document that was attached."""

    purpose: str = field("What it is.")
    upload_id: strawberry.ID = field("The upload; `node(id:)` gives its state and address.")


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
    run: Run | None = one(WorkflowRun, "run", "Its way through the stages.", Run | None)

    @field
    def form(self, info: Info) -> list[FormField] | None:
        """What was filled in; null for whoever may not read personal values."""
        row: Any = self
        act = info.context.act
        if not visibility.reads_form(act, row):
            return None
        return [FormField(name=name, value=value) for name, value in sorted(forms.open_form(act, row).items())]

    @field
    def documents(self) -> list[ApplicationDocument]:
        """The documents attached."""
        row: Any = self
        return [
            ApplicationDocument(purpose=purpose, upload_id=encode_id("Upload", forms.upload_key(upload)))
            for purpose, upload in sorted(row.documents.items())
        ]

    @field
    def missing(self, info: Info) -> list[str] | None:
        """What it still lacks before it can be submitted; null for whoever may not read it."""
        row: Any = self
        if not visibility.reads_form(info.context.act, row):
            return None
        form = forms.open_form(info.context.act, row)
        return forms.missing(row.collaborator_kind, form, row.documents)
