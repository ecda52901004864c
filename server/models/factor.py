"""The second factor of an account, and the codes for the day when the device is lost."""

from uuid import UUID

from peewee import BlobField, ForeignKeyField, IntegerField

from server.core.dialect import UtcDateTimeField
from server.models.account import Account
from server.models.base import Row


class Factor(Row):
    """A TOTP secret (RFC 6238), sealed; it counts once ``confirmed_at`` is set.

    ``last_counter`` is the time step of the newest code taken: a code is good once.
    """

    account_id: UUID
    account = ForeignKeyField(Account, backref="factors", on_delete="RESTRICT", unique=True)
    secret_sealed = BlobField()
    confirmed_at = UtcDateTimeField(null=True)
    last_counter = IntegerField(null=True)


class RecoveryCode(Row):
    """One recovery code; only its SHA-256 is kept (it holds 80 random bits), and it is good once."""

    factor = ForeignKeyField(Factor, backref="recovery_codes", on_delete="CASCADE")
    digest = BlobField()
    used_at = UtcDateTimeField(null=True)

    class Meta:
        indexes = ((("factor", "digest"), True),)
