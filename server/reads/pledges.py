"""Queries over pledges."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from server.models.collaborator import Collaborator
from server.models.need import Need
from server.models.pledge import Pledge, PledgeState
from server.reads.paging import newest

NEWEST = newest(Pledge)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pledges: for a need, of a collaborator, in a state; ``None`` asks nothing."""

    need: UUID | None = None
    collaborator: UUID | None = None
    state: PledgeState | None = None


def listing(visible: Any, wanted: Wanted) -> Any:
    """Return the pledges that are wanted and may be seen."""
    found = Pledge.select().where(visible)
    asked = {Pledge.need: wanted.need, Pledge.collaborator: wanted.collaborator, Pledge.state: wanted.state}
    for column, value in asked.items():
        if value is not None:
            found = found.where(column == value)
    return found


def needs_of(keys: Sequence[UUID], visible: Any) -> dict[UUID, Need]:
    """Return pledge > its need, for needs that fulfil ``visible``."""
    rows = Pledge.select(Pledge.id, Need).join(Need).where(Pledge.id.in_(list(keys)), visible)
    return {row.id: row.need for row in rows}


def givers_of(keys: Sequence[UUID], visible: Any) -> dict[UUID, Collaborator]:
    """Return pledge > its collaborator, for those that fulfil ``visible``."""
    rows = Pledge.select(Pledge.id, Collaborator).join(Collaborator).where(Pledge.id.in_(list(keys)), visible)
    return {row.id: row.collaborator for row in rows}
