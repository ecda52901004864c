"""Queries over collaborators."""

from typing import Any

from server.models.collaborator import Collaborator, CollaboratorKind
from server.models.first_pledge import FirstPledge
from server.reads.paging import Key, Ordering, by_id

BY_NAME = Ordering("name", (Key(Collaborator.public_name, str), *by_id(Collaborator).keys))


def listing(visible: Any, kind: CollaboratorKind | None, sector: str | None) -> Any:
    """Return the collaborators that may be seen: of one kind, and that have pledged in one sector, when asked for."""
    found = Collaborator.select().where(visible)
    if kind is not None:
        found = found.where(Collaborator.kind == kind)
    if sector is not None:
        helping = FirstPledge.select(FirstPledge.collaborator).where(FirstPledge.sector == sector)
        found = found.where(Collaborator.id.in_(helping))
    return found
