"""The one-time tokens that travel by e-mail."""

from enum import StrEnum
from uuid import UUID

from peewee import BlobField, ForeignKeyField

from server.core.dialect import UtcDateTimeField
from server.models.account import Account
from server.models.base import EnumField, Row


class MailPurpose(StrEnum):
    """What a mailed token is good for."""

    VERIFY = "VERIFY"
    RESET = "RESET"


class MailToken(Row):
    """One token, good once and until ``expires_at``; only its SHA-256 is kept."""

    account_id: UUID
    account = ForeignKeyField(Account, backref="mail_tokens", on_delete="CASCADE")
    purpose: EnumField[MailPurpose] = EnumField(MailPurpose)
    digest = BlobField(unique=True)
    expires_at = UtcDateTimeField()
    used_at = UtcDateTimeField(null=True)
