"""Pledges and their parts: the parties', and those who decide, deliver or audit where the need lies."""

from typing import Any

from peewee import fn

from server.core.act import Act
from server.core.dialect import in_subtree
from server.core.roles import DECIDERS, Role
from server.models.need import Need
from server.models.pledge import Allocation, Pledge
from server.policies.permissions import Permission
from server.policies.permits import permits
from server.visibility.scopes import EVERYTHING, NOTHING, within

STAFF = (*sorted(DECIDERS), Role.FIELD_OFFICER, Role.AUDITOR)


def visible(act: Act) -> Any:
    """Pledges of the actor's organisations, to the actor's units, and in the scope of a role that works with them."""
    if act.actor.is_system:
        return EVERYTHING
    if not permits(act, Permission.PLEDGE_READ):
        return NOTHING
    theirs = Need.unit.in_(list(act.actor.units)) | in_scope(act)
    # Looked up for each pledge: who works in a whole city would have every need listed first.
    in_charge = fn.EXISTS(Need.select(Need.id).where(Need.id == Pledge.need, theirs))
    return Pledge.collaborator.in_(list(act.actor.organisations)) | in_charge


def allocations(act: Act) -> Any:
    """The parts of visible pledges; whose part it is, the recipient's own permission says."""
    return fn.EXISTS(Pledge.select(Pledge.id).where(Pledge.id == Allocation.pledge, visible(act)))


def in_scope(act: Act) -> Any:
    """Return the condition that a need lies in the scope of one of the actor's roles that work with pledges."""
    return within(act, STAFF, lambda code: in_subtree(Need.area, code), lambda code: Need.sector == code)
