"""Who holds a role over a case now."""

from collections.abc import Mapping
from uuid import UUID

from server.core.act import Act
from server.core.actor import Scope
from server.core.roles import DECIDERS, Role
from server.models.account import Account
from server.models.grant import Grant
from server.services.approvals.subjects import Case


def holders(act: Act, case: Case) -> Mapping[Role, frozenset[UUID]]:
    """Return for each deciding role the enabled accounts that hold it over the area and sector of ``case``."""
    found: dict[Role, set[UUID]] = {role: set() for role in DECIDERS}
    grants = (
        Grant.select(Grant.account, Grant.role, Grant.area, Grant.sector)
        .join(Account)
        .where(
            Grant.role.in_(sorted(DECIDERS)),
            Grant.revoked_at.is_null(),
            Grant.valid_from <= act.now,
            Grant.valid_to.is_null() | (Grant.valid_to > act.now),
            Account.disabled_at.is_null(),
        )
    )
    for grant in grants:
        if Scope(grant.area, grant.sector).covers(case.area, case.sector):
            found[grant.role].add(grant.account_id)
    return {role: frozenset(accounts) for role, accounts in found.items()}
