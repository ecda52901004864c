"""Which sectors serve a kind of unit, and who may register one there."""

from server.core.act import Act
from server.core.errors import InvalidInput
from server.policies.permissions import Permission
from server.policies.permits import permits, require
from server.policies.predicates import Case
from server.sectors.definition import SectorDefinition, UnitKind
from server.services.sectors.current import all_in_force


def serving(act: Act, kind: str) -> list[SectorDefinition]:
    """Return the sectors whose definition in force names ``kind``; refuse a kind that none does."""
    found = [one.definition for one in all_in_force(act.now) if _kind(one.definition, kind)]
    if not found:
        raise InvalidInput(path=("kind",), reason="UNIT_KIND_UNKNOWN")
    return found


def is_area(sectors: list[SectorDefinition], kind: str) -> bool:
    """Say whether a unit of ``kind`` is an area of the narrowest level itself."""
    return any(found.is_area for one in sectors if (found := _kind(one, kind)))


def require_may_register(act: Act, sectors: list[SectorDefinition], area: str) -> None:
    """Return when the actor may register units at ``area`` for one of ``sectors``: a unit itself has no sector."""
    cases = [Case(area, sector.code) for sector in sectors]
    if not any(permits(act, Permission.UNIT_REGISTER, case) for case in cases):
        require(act, Permission.UNIT_REGISTER, cases[0])


def _kind(sector: SectorDefinition, code: str) -> UnitKind | None:
    return next((kind for kind in sector.unit_kinds if kind.code == code), None)
