"""What somebody asks to be decided: onboarding now, change and renewal later."""

from enum import StrEnum
from uuid import UUID

from peewee import BlobField, BooleanField, CharField, ForeignKeyField, IntegerField, JSONField, UUIDField

from server.core.dialect import UtcDateTimeField
from server.models.base import EnumField, Row
from server.models.collaborator import Collaborator, CollaboratorKind
from server.models.upload import Upload, UploadPurpose


class ApplicationKind(StrEnum):
    """What an application asks for."""

    ONBOARDING = "ONBOARDING"


class ApplicationState(StrEnum):
    """Where an application stands; the moves are the workflow's."""

    DRAFT = "DRAFT"
    IN_REVIEW = "IN_REVIEW"
    CHANGES_REQUESTED = "CHANGES_REQUESTED"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"


class Application(Row):
    """One application. ``number`` (``KSBB-2026-000123``) is what people quote; it is given at the first submission.

    ``form_sealed`` is the form as sealed JSON, since it holds personal values; ``public_name`` and ``sectors`` are
    kept beside it for lists. ``asked_fields`` are the fields that an
    approver asked to be changed: only these may be edited while it is ``CHANGES_REQUESTED``.
    """

    kind: EnumField[ApplicationKind] = EnumField(ApplicationKind, default=ApplicationKind.ONBOARDING)
    number = CharField(max_length=20, null=True, unique=True)
    applicant = UUIDField(index=True)
    collaborator_kind: EnumField[CollaboratorKind] = EnumField(CollaboratorKind)
    public_name = CharField(max_length=120)
    sectors = JSONField()
    form_sealed = BlobField()
    asked_fields = JSONField()
    state: EnumField[ApplicationState] = EnumField(ApplicationState, default=ApplicationState.DRAFT)
    run = UUIDField(null=True)
    collaborator_id: UUID | None
    collaborator = ForeignKeyField(Collaborator, null=True, backref="applications", on_delete="RESTRICT")
    submitted_at = UtcDateTimeField(null=True)
    version = IntegerField(default=1)
    is_synthetic = BooleanField(default=False)

    class Meta:
        indexes = ((("state", "created_at"), False),)


class ApplicationDocument(Row):
    """An upload attached to an application, one for each purpose."""

    application_id: UUID
    application = ForeignKeyField(Application, backref="documents", on_delete="CASCADE")
    purpose: EnumField[UploadPurpose] = EnumField(UploadPurpose)
    upload_id: UUID
    upload = ForeignKeyField(Upload, backref="applications", on_delete="RESTRICT")

    class Meta:
        indexes = ((("application", "purpose"), True),)
