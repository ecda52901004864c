"""Browser sessions: a row each, so that ending one ends it for every copy of its cookie."""

from uuid import UUID

from peewee import BlobField, ForeignKeyField

from server.core.dialect import UtcDateTimeField
from server.models.account import Account
from server.models.base import Row


class Session(Row):
    """One signed-in browser. The cookie holds 256 random bits, ``digest`` is their SHA-256.

    ``last_seen_at`` is written at most once a minute; ``stepped_up_at`` is when the second factor was last shown.
    """

    account_id: UUID
    account = ForeignKeyField(Account, backref="sessions", on_delete="CASCADE")
    digest = BlobField(unique=True)
    last_seen_at = UtcDateTimeField(index=True)
    stepped_up_at = UtcDateTimeField(null=True)
