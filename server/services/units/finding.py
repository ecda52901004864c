"""Loads the unit that something is done for, or refuses as "not found"."""

from uuid import UUID

from server.core.act import Act
from server.core.errors import InvalidInput, NotFound
from server.models.recipient_unit import RecipientUnit, UnitState
from server.visibility import units as visibility


def unit_of(act: Act, key: UUID) -> RecipientUnit:
    """Return a unit that takes part and that the actor sees."""
    found: RecipientUnit | None = RecipientUnit.select().where(RecipientUnit.id == key, visibility.visible(act)).first()
    if found is None:
        raise NotFound(path=("unit_id",))
    if found.state is not UnitState.ACTIVE:
        raise InvalidInput(path=("unit_id",), reason="UNIT_CLOSED")
    return found
