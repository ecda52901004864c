"""Roles given to accounts, each within a scope and a period."""

from uuid import UUID

from peewee import CharField, ForeignKeyField, UUIDField

from server.core.dialect import CodeField, UtcDateTimeField
from server.core.roles import Role
from server.models.account import Account
from server.models.base import EnumField, Row


class Grant(Row):
    """A role in an area subtree (null = whole city) and a sector (null = all), from ``valid_from`` up to ``valid_to``.

    ``valid_to`` is the first instant at which it no longer holds (null = until revoked). ``granted_by`` is null for
    what the platform itself granted when it was set up.
    """

    account_id: UUID
    account = ForeignKeyField(Account, backref="grants", on_delete="RESTRICT")
    role: EnumField[Role] = EnumField(Role)
    area = CodeField(null=True)
    sector = CharField(max_length=32, null=True)
    valid_from = UtcDateTimeField()
    valid_to = UtcDateTimeField(null=True)
    revoked_at = UtcDateTimeField(null=True)
    granted_by = UUIDField(null=True)

    class Meta:
        # GRANT is a reserved word of SQL.
        table_name = "role_grant"
