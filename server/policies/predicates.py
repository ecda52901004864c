"""Small questions about an actor and a case, from which the grants are built."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from server.core.actor import Actor, MemberRole
from server.core.roles import DECIDERS, Role


@dataclass(frozen=True, slots=True)
class Case:
    """What a permission is asked for. ``None`` = the question is asked in general, not for one object."""

    area: str | None = None
    sector: str | None = None
    organisation: UUID | None = None
    unit: UUID | None = None


ANYWHERE = Case()
Predicate = Callable[[Actor, Case], bool]


def signed_in(actor: Actor, case: Case) -> bool:
    """Somebody is signed in."""
    return actor.account_id is not None


def system(actor: Actor, case: Case) -> bool:
    """The platform itself acts (jobs, timers, loaders)."""
    return actor.is_system


def member(actor: Actor, case: Case) -> bool:
    """The actor belongs to the organisation of the case (to any, when none is named)."""
    if case.organisation is None:
        return bool(actor.organisations)
    return case.organisation in actor.organisations


def organisation_admin(actor: Actor, case: Case) -> bool:
    """The actor administers the organisation of the case (any, when none is named)."""
    if case.organisation is None:
        return MemberRole.ADMIN in actor.organisations.values()
    return actor.organisations.get(case.organisation) is MemberRole.ADMIN


def unit_contact(actor: Actor, case: Case) -> bool:
    """The actor speaks for the recipient unit of the case (for any, when none is named)."""
    return bool(actor.units) if case.unit is None else case.unit in actor.units


def role(*wanted: Role) -> Predicate:
    """Build: the actor holds one of ``wanted`` where the case lies (anywhere, when the case names no place)."""

    def holds(actor: Actor, case: Case) -> bool:
        if case.area is None and case.sector is None:
            return actor.has_role(*wanted)
        return any(actor.holds(one, case.area, case.sector) for one in wanted)

    holds.__doc__ = f"The actor is {' or '.join(wanted)} for the case."
    return holds


decider = role(*sorted(DECIDERS))
