"""Needs: verified ones are public, unless their unit is so small that it would show single households."""

from typing import Any

from server.core.act import Act
from server.core.dialect import in_subtree
from server.core.roles import DECIDERS, Role
from server.models.need import Need, NeedState
from server.models.recipient_unit import RecipientUnit
from server.policies.permissions import Permission
from server.policies.permits import permits
from server.visibility.scopes import EVERYTHING, within

FEWEST_HOUSEHOLDS = 10
"""A unit with fewer is public only merged into its kelurahan (PRODUCT §7)."""
PUBLISHED = (NeedState.OPEN, NeedState.PAUSED)
STAFF = (*sorted(DECIDERS), Role.PARTNER, Role.FIELD_OFFICER, Role.AUDITOR)


def visible(act: Act) -> Any:
    """Published needs, for the public without those of very small units; every need for who speaks or looks after it.

    Who belongs to an organisation sees the small units' needs too, or nobody could help there.
    """
    if act.actor.is_system:
        return EVERYTHING
    published = Need.state.in_(PUBLISHED)
    reads_more = permits(act, Permission.NEED_READ)
    if not (reads_more and act.actor.organisations):
        small = RecipientUnit.select(RecipientUnit.id).where(RecipientUnit.households < FEWEST_HOUSEHOLDS)
        published = published & Need.unit.not_in(small)
    if not reads_more:
        return published
    spoken_for = Need.unit.in_(list(act.actor.units))
    in_scope = within(act, STAFF, lambda code: in_subtree(Need.area, code), lambda code: Need.sector == code)
    return published | spoken_for | in_scope


def sees_facts(act: Act, need: Need) -> bool:
    """Say whether the actor speaks for the need's unit or looks after it: they see more than the public facts."""
    if act.actor.is_system:
        return True
    if not permits(act, Permission.NEED_READ):
        return False
    if need.unit_id in act.actor.units:
        return True
    return any(act.actor.holds(role, need.area, need.sector) for role in STAFF)
