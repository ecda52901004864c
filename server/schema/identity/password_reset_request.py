"""passwordResetRequest: ask for a new password."""

from server.schema.context import Info
from server.schema.fields import field, input_type
from server.schema.identity.account_register import MailSent
from server.schema.mutation import mutation
from server.services.accounts import reset
from server.services.transaction import run


@input_type
class PasswordResetRequestInput:
    """Whose password was forgotten."""

    email: str = field("The address of the account.")


def _claim(info: Info, input: PasswordResetRequestInput) -> None:
    run(lambda: reset.claim(info.context.act, input.email))


@mutation(may=None, runs=reset.request, prepares=_claim, gives=MailSent)
def password_reset_request(info: Info, input: PasswordResetRequestInput, _: None) -> dict[str, object]:
    """Have a link sent to the address. The answer is the same whether or not it has an account."""
    reset.request(info.context.act, input.email)
    return {"mail_sent": True}
