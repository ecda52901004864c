"""dashboard, ledger."""

import re
from datetime import date
from typing import Annotated

import strawberry

from server.models.ledger_entry import EntryKind
from server.reads import ledger
from server.reads.dashboard import ground
from server.schema.connections import DEFAULT_PAGE, Connection, bad_input, connect
from server.schema.context import Info
from server.schema.fields import argument, field, input_type, optional
from server.schema.figures.dashboard import Dashboard
from server.schema.figures.dashboard import dashboard as shown
from server.schema.figures.ledger_entry import LedgerEntry
from server.schema.given import value_or_none
from server.schema.identifiers import wanted_key
from server.visibility import ledger as visibility

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])\Z", re.ASCII)
_YEARS = range(1900, 2200)


@input_type
class LedgerFilter:
    """Which entries; what is left out asks nothing."""

    area: str | None = optional("In and below the area with this code.")
    sector: str | None = optional("Of this sector.")
    item: str | None = optional("Of this aid item.")
    kind: EntryKind | None = optional("Of this kind.")
    month: str | None = optional("Recorded in this month in the city, such as `2020-10`.")
    collaborator_id: strawberry.ID | None = optional("Of this collaborator.")
    need_id: strawberry.ID | None = optional("Of this need.")


@strawberry.type
class FigureQueries:
    """The public figures."""

    @field
    def dashboard(
        self,
        info: Info,
        as_of: Annotated[date | None, argument("The day whose end counts; today when left out.")] = strawberry.UNSET,
    ) -> Dashboard:
        """The public figures; of a day to come, those of today."""
        act = info.context.act
        return shown(ground(act.platform.city, min(value_or_none(as_of) or act.today, act.today)))

    @field
    def ledger(
        self,
        info: Info,
        filter: Annotated[LedgerFilter | None, argument("Which entries.")] = strawberry.UNSET,
        first: Annotated[int, argument("How many, up to 100.")] = DEFAULT_PAGE,
        after: Annotated[str | None, argument("The cursor to go on from.")] = strawberry.UNSET,
    ) -> Connection[LedgerEntry] | None:
        """The ledger, what was recorded last first."""
        act, wanted = info.context.act, _wanted(info, filter or LedgerFilter())
        listed = ledger.listing(act.platform.city, visibility.visible(act), wanted)
        found: Connection[LedgerEntry] = connect(info, listed, ledger.NEWEST, first, value_or_none(after))
        return found


def _wanted(info: Info, filter: LedgerFilter) -> ledger.Wanted:
    return ledger.Wanted(
        area=value_or_none(filter.area),
        sector=value_or_none(filter.sector),
        item=value_or_none(filter.item),
        kind=value_or_none(filter.kind),
        collaborator=wanted_key(info, filter.collaborator_id, "Collaborator"),
        need=wanted_key(info, filter.need_id, "Need"),
        month=_month(info, filter.month) if filter.month else None,
    )


def _month(info: Info, month: str) -> date:
    found = _MONTH.match(month)
    if found is None or int(found[1]) not in _YEARS:
        raise bad_input(info, "BAD_MONTH")
    return date(int(found[1]), int(found[2]), 1)
