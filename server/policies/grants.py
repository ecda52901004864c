"""The map: which permission follows from what. A permission that is not here is denied to everybody."""

from server.core.roles import Role
from server.policies.permissions import Permission
from server.policies.predicates import (
    Predicate,
    decider,
    member,
    organisation_admin,
    role,
    signed_in,
    system,
    unit_contact,
)

Clauses = tuple[tuple[Predicate, ...], ...]
"""Alternatives (or) of predicates that must all hold (and)."""

# Whoever is signed in may read applications, needs and units beyond what is public: which ones, `visibility` says. As
# permissions they are what an access token has to name, so that one for something else reads none of them.
GRANTS: dict[Permission, Clauses] = {
    Permission.ACCOUNT_DISABLE: ((role(Role.SYSADMIN),),),
    Permission.ACCOUNT_READ: ((role(Role.SYSADMIN, Role.AUDITOR),),),
    Permission.APPLICATION_READ: ((signed_in,), (system,)),
    Permission.APPLICATION_WRITE: ((signed_in,),),
    Permission.AREA_REVISE: ((role(Role.SYSADMIN),),),
    Permission.AUDIT_READ: ((role(Role.AUDITOR),),),
    Permission.DELIVERY_CONFIRM: ((unit_contact,),),
    Permission.DELIVERY_REPORT: ((member,), (role(Role.FIELD_OFFICER),)),
    Permission.FACTOR_REMOVE: ((signed_in,),),
    Permission.GRANT_MANAGE: ((role(Role.SYSADMIN),),),
    Permission.JOB_MANAGE: ((role(Role.SYSADMIN),), (system,)),
    Permission.MEMBER_MANAGE: ((organisation_admin,),),
    Permission.NEED_PROPOSE: ((unit_contact,), (role(Role.PARTNER),)),
    Permission.NEED_READ: ((signed_in,), (system,)),
    Permission.PLEDGE_ALLOCATE: ((member,), (unit_contact,)),
    Permission.PLEDGE_PLACE: ((member,),),
    Permission.PLEDGE_READ: ((member,), (unit_contact,), (decider,), (role(Role.AUDITOR, Role.FIELD_OFFICER),)),
    Permission.RECIPIENT_READ: ((unit_contact,), (decider,), (role(Role.PARTNER, Role.AUDITOR, Role.FIELD_OFFICER),)),
    Permission.RECIPIENT_REGISTER: ((unit_contact,), (role(Role.PARTNER),)),
    Permission.RECIPIENT_REVEAL: ((unit_contact,), (role(Role.VERIFIER),)),
    Permission.SELF: ((signed_in,),),
    Permission.TASK_DECIDE: ((decider,),),
    Permission.TASK_READ: ((decider,), (role(Role.AUDITOR),)),
    Permission.UNIT_READ: ((signed_in,), (system,)),
    Permission.UNIT_REGISTER: ((role(Role.PARTNER, Role.VERIFIER),),),
    Permission.UPLOAD_CREATE: ((signed_in,),),
}

NEEDS_SECOND_FACTOR = frozenset(
    {
        Permission.TASK_DECIDE,
        Permission.GRANT_MANAGE,
        Permission.ACCOUNT_DISABLE,
        Permission.FACTOR_REMOVE,
        Permission.RECIPIENT_REVEAL,
        Permission.AREA_REVISE,
    }
)
"""Permissions that are used only within ``settings.step_up_minutes`` of showing the second factor."""
