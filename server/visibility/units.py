"""Recipient units: who takes part is public; the street address is for those who go there or decide."""

from typing import Any

from server.core.act import Act
from server.core.dialect import in_subtree
from server.core.roles import DECIDERS, Role
from server.models.need import Need
from server.models.pledge import Pledge, PledgeState
from server.models.recipient_unit import RecipientUnit, UnitContact, UnitState
from server.models.sector import SectorUnitKind
from server.policies.permissions import Permission
from server.policies.permits import permits
from server.visibility.scopes import EVERYTHING, NOTHING, within

STAFF = (*sorted(DECIDERS), Role.PARTNER, Role.FIELD_OFFICER)
AGREED = (PledgeState.ACCEPTED, PledgeState.DELIVERED)


def visible(act: Act) -> Any:
    """Everybody sees units that take part; those who speak for it or look after it see a closed one too."""
    return (RecipientUnit.state == UnitState.ACTIVE) | concerned(act, (*STAFF, Role.AUDITOR))


def concerned(act: Act, roles: tuple[Role, ...] = STAFF) -> Any:
    """Return the condition that the actor speaks for the unit or holds one of ``roles`` where it lies."""
    if act.actor.is_system:
        return EVERYTHING
    if not permits(act, Permission.UNIT_READ):
        return NOTHING
    spoken_for = RecipientUnit.id.in_(list(act.actor.units))
    return spoken_for | within(act, roles, lambda code: in_subtree(RecipientUnit.area, code), _serves)


def sees_address(act: Act) -> Any:
    """Contacts of the unit, staff in scope, and the organisations that have an accepted pledge to it."""
    if not permits(act, Permission.UNIT_READ):
        return NOTHING
    agreed = (
        Need.select(Need.unit)
        .join(Pledge)
        .where(Pledge.collaborator.in_(list(act.actor.organisations)), Pledge.state.in_(AGREED))
    )
    return concerned(act) | RecipientUnit.id.in_(agreed)


def contacts(act: Act) -> Any:
    """Who speaks for a unit now: oneself, and for whoever looks after the unit everybody."""
    if not permits(act, Permission.UNIT_READ):
        return NOTHING
    looked_after = RecipientUnit.select(RecipientUnit.id).where(concerned(act))
    known = (UnitContact.account == act.actor.account_id) | UnitContact.unit.in_(looked_after)
    return UnitContact.ended_at.is_null() & known


def _serves(sector: str) -> Any:
    """Return the condition that ``sector`` serves units of this kind."""
    return RecipientUnit.kind.in_(SectorUnitKind.select(SectorUnitKind.kind).where(SectorUnitKind.sector == sector))
