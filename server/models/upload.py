"""Files that people send: kept apart until they are checked."""

from enum import StrEnum
from uuid import UUID

from peewee import BlobField, CharField, ForeignKeyField, IntegerField

from server.core.dialect import UtcDateTimeField
from server.models.account import Account
from server.models.base import EnumField, Row


class UploadState(StrEnum):
    """Whether a file may be used."""

    QUARANTINED = "QUARANTINED"
    CLEAN = "CLEAN"
    REJECTED = "REJECTED"


class UploadPurpose(StrEnum):
    """What a file is sent for."""

    LICENCE = "LICENCE"
    STATEMENT = "STATEMENT"
    PROOF = "PROOF"
    IDENTITY = "IDENTITY"
    OTHER = "OTHER"


class Upload(Row):
    """One file. The bytes lie in the file store under the row's id; ``media_type`` was read from the content.

    ``sha256`` and ``size`` (bytes) are of what was received; a checked image is stored without its metadata, with
    ``stored_size`` bytes. ``reason`` is the message code of a rejection. The name given by the sender is not kept.
    """

    account_id: UUID
    account = ForeignKeyField(Account, backref="uploads", on_delete="RESTRICT")
    purpose: EnumField[UploadPurpose] = EnumField(UploadPurpose)
    state: EnumField[UploadState] = EnumField(UploadState, default=UploadState.QUARANTINED)
    media_type = CharField(max_length=64)
    size = IntegerField()
    stored_size = IntegerField()
    sha256 = BlobField()
    reason = CharField(max_length=64, null=True)
    idempotency_key = CharField(max_length=128, null=True)
    checked_at = UtcDateTimeField(null=True)

    class Meta:
        indexes = ((("account", "idempotency_key"), True), (("account", "created_at"), False))
