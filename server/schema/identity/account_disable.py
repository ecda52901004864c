"""accountDisable: close an account."""

import strawberry

from server.models.account import Account as AccountRow
from server.policies.permissions import Permission
from server.schema.context import Info
from server.schema.fields import field, input_type
from server.schema.identity.types import Account
from server.schema.mutation import mutation
from server.schema.nodes import key_of
from server.services.accounts import disable


@input_type
class AccountDisableInput:
    """Which account is closed."""

    account_id: strawberry.ID = field("The account; not one's own.")


@mutation(may=Permission.ACCOUNT_DISABLE, runs=disable.disable, gives=Account)
def account_disable(info: Info, input: AccountDisableInput) -> AccountRow:
    """Disable an account: its sessions and access tokens end at once, and it cannot sign in."""
    return disable.disable(info.context.act, key_of(input.account_id, "Account", ("account_id",)))
