"""Evaluates the map of grants for one actor and one case."""

from datetime import datetime, timedelta

from server.core.act import Act
from server.core.actor import Actor
from server.core.errors import NotPermitted
from server.policies.grants import GRANTS, NEEDS_SECOND_FACTOR
from server.policies.permissions import Permission
from server.policies.predicates import ANYWHERE, Case

SECOND_FACTOR = "SECOND_FACTOR"
"""Why somebody may not *yet*: the second factor was not shown lately."""


def denial(actor: Actor, permission: Permission, case: Case, now: datetime, step_up_minutes: int) -> str | None:
    """Return why ``actor`` may not, as a message code, or ``None`` when it may."""
    if actor.token_scopes is not None and permission.value not in actor.token_scopes:
        return "TOKEN_SCOPE"
    clauses = GRANTS.get(permission, ())
    if not any(all(holds(actor, case) for holds in clause) for clause in clauses):
        return "SIGN_IN_FIRST" if actor.is_public else "NO_GRANT"
    if permission in NEEDS_SECOND_FACTOR and not _stepped_up(actor, now, step_up_minutes):
        return SECOND_FACTOR
    return None


def permits(act: Act, permission: Permission, case: Case = ANYWHERE) -> bool:
    """Say whether the act's actor may."""
    return denial(act.actor, permission, case, act.now, act.platform.settings.step_up_minutes) is None


def require(act: Act, permission: Permission, case: Case = ANYWHERE) -> None:
    """Return when the act's actor may; raise ``NotPermitted`` with the reason otherwise."""
    reason = denial(act.actor, permission, case, act.now, act.platform.settings.step_up_minutes)
    if reason is not None:
        raise NotPermitted(reason=reason)


def _stepped_up(actor: Actor, now: datetime, minutes: int) -> bool:
    if actor.is_system:
        return True
    return actor.stepped_up_at is not None and now - actor.stepped_up_at <= timedelta(minutes=minutes)
