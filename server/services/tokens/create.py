"""Making a personal access token."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from server.core.act import Act
from server.core.errors import Collector, InvalidInput
from server.core.ids import new_id
from server.core.verbs import verb
from server.models.access_token import AccessToken
from server.policies.grants import NEEDS_SECOND_FACTOR
from server.policies.permissions import Permission
from server.services import audit
from server.services.identity.browser import require_browser, require_factor_if_enrolled
from server.services.identity.streams import stream
from server.services.secrets import digest, new_token

PREFIX = "pat"
LONGEST_LIFE = timedelta(days=366)
_LONGEST_LABEL = 80
_MOST = 50


@dataclass(frozen=True, slots=True)
class Order:
    """A token as its owner wants it."""

    label: str
    scopes: Sequence[str]
    expires_at: datetime


@verb()
def create(act: Act, order: Order) -> tuple[AccessToken, str]:
    """Make a token for the acting account; return its row and, for the only time, its text.

    Scopes are permissions that a token can use: never those that ask for the second factor at every use.
    """
    account_id, _ = require_browser(act)
    require_factor_if_enrolled(act)
    _check(act, order)
    row_id = new_id()
    text = f"{PREFIX}_{row_id.hex}_{new_token()}"
    row = AccessToken.create(
        id=row_id,
        created_at=act.now,
        account=account_id,
        label=order.label.strip(),
        digest=digest(text),
        scopes=sorted(set(order.scopes)),
        expires_at=order.expires_at,
    )
    audit.record(act, stream(account_id), "token.created", {"token": row_id, "scopes": row.scopes})
    return row, text


def _check(act: Act, order: Order) -> None:
    faults = Collector()
    if not 1 <= len(order.label.strip()) <= _LONGEST_LABEL:
        faults.add(InvalidInput(path=("label",), reason="LENGTH", limit=str(_LONGEST_LABEL)))
    if not act.now < order.expires_at <= act.now + LONGEST_LIFE:
        faults.add(InvalidInput(path=("expires_at",), reason="TOKEN_EXPIRY", limit=str(LONGEST_LIFE.days)))
    usable = set(Permission) - NEEDS_SECOND_FACTOR
    for place, scope in enumerate(order.scopes[:_MOST]):
        if scope not in usable:
            faults.add(InvalidInput(path=("scopes", place), reason="TOKEN_SCOPE_UNKNOWN"))
    if not 1 <= len(order.scopes) <= _MOST:
        faults.add(InvalidInput(path=("scopes",), reason="LENGTH", limit=str(_MOST)))
    faults.stop_if_any()
