"""tokenRevoke: end an access token."""

import strawberry

from server.models.access_token import AccessToken as AccessTokenRow
from server.policies.permissions import Permission
from server.schema.context import Info
from server.schema.fields import field, input_type
from server.schema.identity.access import AccessToken
from server.schema.mutation import mutation
from server.schema.nodes import key_of
from server.services.tokens import revoke


@input_type
class TokenRevokeInput:
    """Which token ends."""

    token_id: strawberry.ID = field("A token of the viewer.")


@mutation(may=Permission.SELF, runs=revoke.revoke, gives=AccessToken)
def token_revoke(info: Info, input: TokenRevokeInput) -> AccessTokenRow:
    """End a personal access token at once."""
    return revoke.revoke(info.context.act, key_of(input.token_id, "AccessToken", ("token_id",)))
