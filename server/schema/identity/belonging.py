"""Memberships and invitations of organisations."""

from datetime import datetime
from typing import Any

from server.core.actor import MemberRole
from server.models.account import Account as AccountRow
from server.models.membership import Invitation as InvitationRow
from server.models.membership import Membership as MembershipRow
from server.schema.context import Info
from server.schema.fields import enum_type, field
from server.schema.nodes import Node, encode_id, node
from server.services import personal
from server.visibility import members as visibility

enum_type(MemberRole)


@node(model=MembershipRow, visible=visibility.visible)
class Membership(Node):
    """A person in an organisation."""

    role: MemberRole = field("What the person is in it.")
    created_at: datetime = field("When the person joined.")

    @field
    def collaborator_id(self) -> str:
        """The id of the organisation."""
        row: Any = self
        return encode_id("Collaborator", row.collaborator)

    @field
    async def name(self, info: Info) -> str:
        """The person's name, which the members of an organisation see of each other."""
        row: Any = self
        account = await info.context.loaders.one(AccountRow, visibility.accounts_of_members, row.account_id)
        return personal.opened(info.context.act.platform.keys, account, "name")


@node(model=InvitationRow, visible=visibility.invitations)
class Invitation(Node):
    """An invitation that was sent to an address and may still be accepted."""

    role: MemberRole = field("What the person would be.")
    created_at: datetime = field("When it was sent.")
    expires_at: datetime = field("Until when it can be accepted.")
    accepted_at: datetime | None = field("When it was accepted.")

    @field
    def email(self, info: Info) -> str:
        """The address that it was sent to, which administrators of the organisation see."""
        row: Any = self
        return personal.opened(info.context.act.platform.keys, row, "email")
