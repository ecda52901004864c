"""Who belongs to which organisation, and who is asked to."""

from uuid import UUID

from peewee import BlobField, ForeignKeyField, UUIDField

from server.core.actor import MemberRole
from server.core.dialect import UtcDateTimeField
from server.models.account import Account
from server.models.base import EnumField, Row


class Membership(Row):
    """An account's place in an organisation (a collaborator, by its id)."""

    account_id: UUID
    account = ForeignKeyField(Account, backref="memberships", on_delete="RESTRICT")
    collaborator = UUIDField(index=True)
    role: EnumField[MemberRole] = EnumField(MemberRole)

    class Meta:
        indexes = ((("account", "collaborator"), True),)


class Invitation(Row):
    """An invitation sent by e-mail. The address is sealed; only the owner of that address can accept it, once."""

    collaborator = UUIDField(index=True)
    email_sealed = BlobField()
    email_index = BlobField()
    role: EnumField[MemberRole] = EnumField(MemberRole)
    digest = BlobField(unique=True)
    invited_by = ForeignKeyField(Account, backref="invitations", on_delete="RESTRICT")
    expires_at = UtcDateTimeField()
    accepted_at = UtcDateTimeField(null=True)
