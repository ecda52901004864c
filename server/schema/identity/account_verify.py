"""accountVerify: prove the address."""

from server.schema.context import Info
from server.schema.fields import field, input_type
from server.schema.mutation import mutation
from server.services.accounts import register


@input_type
class AccountVerifyInput:
    """What the mail holds."""

    token: str = field("The token in the link of the mail.")


class Verified:
    """What a proof of the address gives."""

    verified: bool


@mutation(may=None, runs=register.verify, gives=Verified)
def account_verify(info: Info, input: AccountVerifyInput) -> dict[str, object]:
    """Prove the address with the token from the mail; then sign in with `sessionCreate`."""
    register.verify(info.context.act, input.token)
    return {"verified": True}
