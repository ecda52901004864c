"""The roles a grant can give (PRODUCT §2). Membership of an organisation or unit is not a role but a relation."""

from enum import StrEnum


class Role(StrEnum):
    """What an account may be, within the scope and dates of its grant."""

    PARTNER = "PARTNER"
    VERIFIER = "VERIFIER"
    APPROVER = "APPROVER"
    BUREAU = "BUREAU"
    FIELD_OFFICER = "FIELD_OFFICER"
    SUPERVISOR = "SUPERVISOR"
    AUDITOR = "AUDITOR"
    SYSADMIN = "SYSADMIN"


DECIDERS = frozenset({Role.VERIFIER, Role.APPROVER, Role.BUREAU, Role.SUPERVISOR})
"""Roles that decide cases; their accounts need a second factor."""

INCOMPATIBLE = frozenset(
    {
        frozenset({Role.SYSADMIN, Role.VERIFIER}),
        frozenset({Role.SYSADMIN, Role.APPROVER}),
        frozenset({Role.SYSADMIN, Role.BUREAU}),
        frozenset({Role.SYSADMIN, Role.SUPERVISOR}),
        frozenset({Role.AUDITOR, Role.VERIFIER}),
        frozenset({Role.AUDITOR, Role.APPROVER}),
        frozenset({Role.AUDITOR, Role.BUREAU}),
        frozenset({Role.AUDITOR, Role.SUPERVISOR}),
        frozenset({Role.AUDITOR, Role.SYSADMIN}),
        frozenset({Role.PARTNER, Role.BUREAU}),
        frozenset({Role.VERIFIER, Role.BUREAU}),
        frozenset({Role.VERIFIER, Role.APPROVER}),
    }
)
"""Pairs that one account may not hold at the same time over overlapping scopes (PRODUCT §2)."""
