"""grantCreate: give a role."""

from datetime import datetime

import strawberry

from server.core.actor import Scope
from server.models.grant import Grant as GrantRow
from server.policies.permissions import Permission
from server.schema.context import Info
from server.schema.enums import Role
from server.schema.fields import field, idempotency_key, input_type, optional
from server.schema.identity.types import Grant
from server.schema.mutation import mutation
from server.schema.nodes import key_of
from server.services.grants import create


@input_type
class GrantCreateInput:
    """A role, for whom, where and for how long."""

    account_id: strawberry.ID = field("The account; not one's own.")
    role: Role = field("What the account is to be.")
    area: str | None = optional("Code of the area in and below which it holds; the whole city when left out.")
    sector: str | None = optional("Code of the sector in which it holds; all when left out.")
    valid_from: datetime | None = optional("From when; now when left out.")
    valid_to: datetime | None = optional("The first instant at which it is over; until revoked when left out.")
    idempotency_key: str | None = idempotency_key()


@mutation(may=Permission.GRANT_MANAGE, runs=create.create, gives=Grant)
def grant_create(info: Info, input: GrantCreateInput) -> GrantRow:
    """Give a role. Refused beside a role that the account may not hold over the same cases at the same time."""
    act = info.context.act
    award = create.Award(
        account_id=key_of(input.account_id, "Account", ("account_id",)),
        role=input.role,
        scope=Scope(input.area or None, input.sector or None),
        valid_from=input.valid_from or act.now,
        valid_to=input.valid_to or None,
    )
    return create.create(act, award)
