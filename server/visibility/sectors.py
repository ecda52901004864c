"""Sectors are public from the first day on which one of their versions holds."""

from typing import Any

from server.core.act import Act
from server.models.sector import Sector, SectorVersion
from server.policies.permissions import Permission
from server.policies.permits import permits

_ASKERS = (Permission.UNIT_REGISTER, Permission.RECIPIENT_READ, Permission.RECIPIENT_REGISTER, Permission.NEED_PROPOSE)


def visible(act: Act) -> Any:
    """Every sector that has a version in force."""
    holding = SectorVersion.select(SectorVersion.sector).where(SectorVersion.effective_from <= act.now)
    return Sector.id.in_(holding)


def sees_every_attribute(act: Act) -> bool:
    """Say whether the actor sees the attributes that are not public: whoever fills them in or judges by them."""
    return any(permits(act, permission) for permission in _ASKERS)
