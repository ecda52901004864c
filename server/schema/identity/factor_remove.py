"""factorRemove: remove a second factor."""

import strawberry

from server.policies.permissions import Permission
from server.schema.context import Info
from server.schema.fields import input_type, optional
from server.schema.mutation import mutation
from server.schema.nodes import key_of
from server.services.factors import enrol
from server.services.identity.browser import require_browser


@input_type
class FactorRemoveInput:
    """Whose second factor goes."""

    account_id: strawberry.ID | None = optional("One's own when left out; another's needs the right to close accounts.")


class FactorRemoved:
    """What the removal gives."""

    removed: bool


@mutation(may=Permission.FACTOR_REMOVE, runs=enrol.remove, gives=FactorRemoved)
def factor_remove(info: Info, input: FactorRemoveInput) -> dict[str, object]:
    """Forget the authenticator app and the recovery codes. Needs a step-up: a recovery code serves, too."""
    own, _ = require_browser(info.context.act)
    whose = key_of(input.account_id, "Account", ("account_id",)) if input.account_id else own
    enrol.remove(info.context.act, whose)
    return {"removed": True}
