"""Sessions and access tokens, as their owner sees them."""

from datetime import datetime
from typing import Any

from server.models.access_token import AccessToken as AccessTokenRow
from server.models.session import Session as SessionRow
from server.schema.context import Info
from server.schema.fields import field
from server.schema.nodes import Node, node
from server.visibility import accounts as visibility


@node(model=SessionRow, visible=visibility.sessions)
class Session(Node):
    """A browser that is signed in."""

    created_at: datetime = field("When it signed in.")
    last_seen_at: datetime = field("When it was last used, to the minute.")
    stepped_up_at: datetime | None = field("When the second factor was last shown in it.")

    @field
    def is_this_one(self, info: Info) -> bool:
        """Whether it is the session of this request."""
        row: Any = self
        return bool(row.id == info.context.act.actor.session_id)


@node(model=AccessTokenRow, visible=visibility.tokens)
class AccessToken(Node):
    """A token with which a script or an app acts for its owner."""

    label: str = field("What its owner calls it.")
    scopes: list[str] = field("The permissions that it can use, as far as its owner has them.")
    created_at: datetime = field("When it was made.")
    expires_at: datetime = field("Until when it works.")
    last_used_at: datetime | None = field("When it was last used, to the minute.")
    revoked_at: datetime | None = field("When it was revoked.")

    @field
    def prefix(self) -> str:
        """How its text begins, to tell it from others."""
        row: Any = self
        return f"pat_{row.id.hex}"
