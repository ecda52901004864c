"""The account and what is given to it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from server.models.account import Account as AccountRow
from server.models.grant import Grant as GrantRow
from server.policies import masks
from server.schema.context import Info
from server.schema.enums import Role
from server.schema.fields import enum_type, field
from server.schema.links import many
from server.schema.nodes import Node, node
from server.services import personal
from server.visibility import accounts as visibility


@enum_type
class AccountState(StrEnum):
    """Whether an account can sign in."""

    UNVERIFIED = "UNVERIFIED"
    ACTIVE = "ACTIVE"
    DISABLED = "DISABLED"


@node(model=GrantRow, visible=visibility.grants)
class Grant(Node):
    """A role of an account, within a scope and a period."""

    role: Role = field("What the account may be.")
    area: str | None = field("Code of the area in and below which it holds; null for the whole city.")
    sector: str | None = field("Code of the sector in which it holds; null for all.")
    valid_from: datetime = field("From when it holds.")
    valid_to: datetime | None = field("The first instant at which it no longer holds.")
    revoked_at: datetime | None = field("When it was taken back.")
    created_at: datetime = field("When it was given.")


@node(model=AccountRow, visible=visibility.visible)
class Account(Node):
    """A person who can sign in."""

    language: str = field("The language of mails: `id` or `en`.")
    created_at: datetime = field("When it was registered.")

    @field
    def name(self, info: Info) -> str:
        """The name; in full for oneself, initials for whoever looks after accounts."""
        return _shown(self, info, "name", masks.name)

    @field
    def email(self, info: Info) -> str:
        """The e-mail address; in full for oneself, its first letter for whoever looks after accounts."""
        return _shown(self, info, "email", masks.email)

    @field
    def state(self) -> AccountState:
        """Whether it can sign in."""
        row: Any = self
        if row.disabled_at is not None:
            return AccountState.DISABLED
        return AccountState.UNVERIFIED if row.verified_at is None else AccountState.ACTIVE

    grants: list[Grant] = many(GrantRow, "account_id", "Its roles, past ones too; up to 100.", list[Grant])


def _shown(row: Any, info: Info, name: str, mask: Any) -> str:
    value = personal.opened(info.context.act.platform.keys, row, name)
    return value if row.id == info.context.act.actor.account_id else str(mask(value))
