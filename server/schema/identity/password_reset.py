"""passwordReset: set a new password."""

from server.schema.context import Info
from server.schema.fields import field, input_type
from server.schema.mutation import mutation
from server.services.accounts import reset


@input_type
class PasswordResetInput:
    """The new password, and the right to set it."""

    token: str = field("The token in the link of the mail.")
    password: str = field("10 to 128 characters, and not among the commonest.")


class PasswordChanged:
    """What a reset gives."""

    changed: bool


def _check(info: Info, input: PasswordResetInput) -> str:
    return reset.check(info.context.act, input.token, input.password)


@mutation(may=None, runs=reset.reset, prepares=_check, gives=PasswordChanged)
def password_reset(info: Info, input: PasswordResetInput, password_hash: str) -> dict[str, object]:
    """Set a new password with the token from the mail. All sessions and access tokens end; a second factor stays."""
    reset.reset(info.context.act, input.token, password_hash)
    return {"changed": True}
