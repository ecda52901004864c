"""Who can sign in."""

from peewee import BlobField, CharField

from server.core.dialect import UtcDateTimeField
from server.models.base import Row


class Account(Row):
    """One person. E-mail and name are sealed; ``email_index`` is the keyed blind index of the normalised address.

    ``password_hash`` is argon2id's encoded form with its parameters. An account signs in once ``verified_at`` is set
    and as long as ``disabled_at`` is not. ``language`` (``id`` or ``en``) is for its mails.
    """

    email_sealed = BlobField()
    email_index = BlobField(unique=True)
    name_sealed = BlobField()
    password_hash = CharField(max_length=160)
    language = CharField(max_length=2, default="id")
    verified_at = UtcDateTimeField(null=True)
    disabled_at = UtcDateTimeField(null=True)
