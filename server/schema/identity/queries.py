"""viewer, accounts, grants."""

from typing import Annotated

import strawberry

from server.core.errors import NotFound
from server.reads import accounts
from server.schema.connections import DEFAULT_PAGE, Connection, bad_input, connect
from server.schema.context import Info
from server.schema.fields import argument, field
from server.schema.identity.types import Account, Grant
from server.schema.identity.viewer import Viewer
from server.schema.nodes import key_of
from server.visibility import accounts as visibility


@strawberry.type
class IdentityQueries:
    """Queries over accounts."""

    @field
    def viewer(self, info: Info) -> Viewer | None:
        """Who is signed in; null for the public."""
        return Viewer() if info.context.is_signed_in else None

    @field
    def accounts(
        self,
        info: Info,
        first: Annotated[int, argument("How many, up to 100.")] = DEFAULT_PAGE,
        after: Annotated[str | None, argument("The cursor to go on from.")] = strawberry.UNSET,
    ) -> Connection[Account] | None:
        """The accounts, the newest first; whoever does not look after accounts sees their own only."""
        listed = accounts.listing(visibility.visible(info.context.act))
        found: Connection[Account] = connect(info, listed, accounts.NEWEST_ACCOUNTS, first, after or None)
        return found

    @field
    def grants(
        self,
        info: Info,
        account_id: Annotated[strawberry.ID | None, argument("Only those of this account.")] = strawberry.UNSET,
        first: Annotated[int, argument("How many, up to 100.")] = DEFAULT_PAGE,
        after: Annotated[str | None, argument("The cursor to go on from.")] = strawberry.UNSET,
    ) -> Connection[Grant] | None:
        """The grants, the newest first, past ones too; whoever does not look after accounts sees their own only."""
        try:
            of = key_of(account_id, "Account") if account_id else None
        except NotFound:
            raise bad_input(info, "BAD_ID") from None
        listed = accounts.grants(visibility.grants(info.context.act), of)
        found: Connection[Grant] = connect(info, listed, accounts.NEWEST_GRANTS, first, after or None)
        return found
