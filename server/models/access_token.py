"""Personal access tokens, for scripts and mobile apps."""

from uuid import UUID

from peewee import BlobField, CharField, ForeignKeyField, JSONField

from server.core.dialect import UtcDateTimeField
from server.models.account import Account
from server.models.base import Row


class AccessToken(Row):
    """A token ``pat_<id>_<secret>``; ``digest`` is SHA-256 of the whole text, shown to its owner once.

    ``scopes`` are permission names: the token may do what its account may and what it names, whichever is less.
    """

    account_id: UUID
    account = ForeignKeyField(Account, backref="access_tokens", on_delete="CASCADE")
    label = CharField(max_length=80)
    digest = BlobField()
    scopes = JSONField()
    expires_at = UtcDateTimeField()
    last_used_at = UtcDateTimeField(null=True)
    revoked_at = UtcDateTimeField(null=True)
