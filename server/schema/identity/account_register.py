"""accountRegister: register."""

from server.schema.context import Info
from server.schema.fields import field, input_type
from server.schema.mutation import mutation
from server.services.accounts import register
from server.services.transaction import run


@input_type
class AccountRegisterInput:
    """Who registers."""

    email: str = field("An address that the person reads; a link is sent to it.")
    name: str = field("The person's name, up to 120 characters.")
    password: str = field("10 to 128 characters, and not among the commonest.")


class MailSent:
    """What a request that is answered by mail gives."""

    mail_sent: bool


def _check(info: Info, input: AccountRegisterInput) -> register.Registration:
    act = info.context.act
    run(lambda: register.claim(act, input.email))
    return register.check(act, input.email, input.name, input.password)


@mutation(may=None, runs=register.register, prepares=_check, gives=MailSent)
def account_register(info: Info, input: AccountRegisterInput, form: register.Registration) -> dict[str, object]:
    """Register. The answer is the same whether or not the address has an account; the mail says which."""
    register.register(info.context.act, form)
    return {"mail_sent": True}
