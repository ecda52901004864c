"""Recipients are never public: their unit's contacts, and those who serve, check or audit where they live."""

from typing import Any

from server.core.act import Act
from server.core.dialect import in_subtree
from server.core.roles import Role
from server.models.eligibility_decision import EligibilityDecision
from server.models.recipient import Recipient
from server.models.recipient_unit import RecipientUnit
from server.policies.permissions import Permission
from server.policies.permits import permits
from server.visibility.scopes import EVERYTHING, NOTHING, within

NAMING = (Role.PARTNER, Role.VERIFIER, Role.APPROVER)
"""Roles that read names; an auditor reads everything but these."""


def visible(act: Act) -> Any:
    """Recipients of the actor's own units, and those in the scope of a role that works with them."""
    if act.actor.is_system:
        return EVERYTHING
    if not permits(act, Permission.RECIPIENT_READ):
        return NOTHING
    own = Recipient.unit.in_(list(act.actor.units))
    return own | within(act, (*NAMING, Role.AUDITOR), _in_area, lambda code: Recipient.sector == code)


def reads_names(act: Act, recipient: Recipient, area: str) -> bool:
    """Say whether the actor reads the name of ``recipient``, whose unit lies in ``area``."""
    if act.actor.is_system or recipient.unit_id in act.actor.units:
        return True
    return any(act.actor.holds(role, area, recipient.sector) for role in NAMING)


def decisions(act: Act) -> Any:
    """Decisions on recipients that the actor sees."""
    seen = Recipient.select(Recipient.id).where(visible(act))
    return (EligibilityDecision.subject_kind == "recipient") & EligibilityDecision.subject_id.in_(seen)


def _in_area(code: str) -> Any:
    return Recipient.unit.in_(RecipientUnit.select(RecipientUnit.id).where(in_subtree(RecipientUnit.area, code)))
