"""Loads what the verbs on pledges work on, locked, or refuses as "not found"."""

from typing import Any
from uuid import UUID

from server.core.act import Act
from server.core.dialect import locked
from server.core.errors import NotFound, Path
from server.models.need import Need
from server.models.pledge import Pledge
from server.services.sectors.current import InForce, pinned
from server.visibility import needs as needs_visibility
from server.visibility import pledges as pledges_visibility


def need_for_update(act: Act, key: UUID, path: Path = ("need_id",)) -> Need:
    """Return the need, locked until the transaction ends; the first lock of every verb (need, slots, pledge)."""
    found: Need | None = locked(Need.select().where(Need.id == key, needs_visibility.visible(act))).first()
    if found is None:
        raise NotFound(path=path)
    return found


def pledge_for_update(act: Act, key: UUID, path: Path = ("pledge_id",)) -> tuple[Need, Pledge]:
    """Return the pledge and its need, both locked, the need first."""
    seen: Any = Pledge.select(Pledge.need).where(Pledge.id == key, pledges_visibility.visible(act)).first()
    if seen is None:
        raise NotFound(path=path)
    need = locked(Need.select().where(Need.id == seen.need_id)).get()
    pledge = locked(Pledge.select().where(Pledge.id == key)).get()
    return need, pledge


def sector_of(need: Need) -> InForce:
    """Return the sector version that the need was proposed under; it keeps it for life."""
    return pinned(need.sector, need.sector_version)
