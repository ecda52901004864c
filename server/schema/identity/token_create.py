"""tokenCreate: make an access token."""

from datetime import datetime

from server.policies.permissions import Permission
from server.schema.context import Info
from server.schema.fields import field, idempotency_key, input_type
from server.schema.identity.access import AccessToken
from server.schema.mutation import mutation
from server.services.tokens import create


@input_type
class TokenCreateInput:
    """The token as its owner wants it."""

    label: str = field("What to call it, up to 80 characters.")
    scopes: list[str] = field("The permissions that it can use, such as `pledge:place`.")
    expires_at: datetime = field("Until when it works, a year at most.")
    idempotency_key: str | None = idempotency_key()


class TokenMade:
    """What the making gives; the secret is null when a request is repeated with its key."""

    access_token: AccessToken
    secret: str


@mutation(may=Permission.SELF, runs=create.create, gives=TokenMade)
def token_create(info: Info, input: TokenCreateInput) -> dict[str, object]:
    """Make a personal access token; its text is shown this once. Send it as `Authorization: Bearer …`."""
    row, text = create.create(info.context.act, create.Order(input.label, input.scopes, input.expires_at))
    return {"access_token": row, "secret": text}
