"""recipients, recipient."""

from typing import Annotated, Any

import strawberry

from server.core.errors import NotFound
from server.reads import recipients
from server.schema.connections import DEFAULT_PAGE, Connection, bad_input, connect
from server.schema.context import Info
from server.schema.fields import argument, field
from server.schema.nodes import find_as, key_of
from server.schema.reading_log import note_read
from server.schema.recipients.types import Recipient
from server.visibility import recipients as visibility


@strawberry.type
class RecipientQueries:
    """Queries over recipients; each reading is logged."""

    @field
    def recipients(
        self,
        info: Info,
        unit_id: Annotated[strawberry.ID | None, argument("Only those behind this unit.")] = strawberry.UNSET,
        sector: Annotated[str | None, argument("Only those registered in this sector.")] = strawberry.UNSET,
        first: Annotated[int, argument("How many, up to 100.")] = DEFAULT_PAGE,
        after: Annotated[str | None, argument("The cursor to go on from.")] = strawberry.UNSET,
    ) -> Connection[Recipient] | None:
        """The recipients that the viewer may see, in the order of registration."""
        try:
            unit = key_of(unit_id, "RecipientUnit") if unit_id else None
        except NotFound:
            raise bad_input(info, "BAD_ID") from None
        listed = recipients.listing(visibility.visible(info.context.act), unit, sector or None)
        found: Any = connect(info, listed, recipients.OLDEST, first, after or None)
        note_read(info.context.act, "Recipient", [row.id for row in found.nodes])
        return found

    @field
    def recipient(self, info: Info, id: Annotated[strawberry.ID, argument("The recipient's id.")]) -> Recipient | None:
        """One recipient; null when there is none that the viewer may see."""
        found: Any = find_as(info.context.act, id, "Recipient")
        return found
