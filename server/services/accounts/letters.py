"""Letters to the owners of accounts."""

from server.core.act import Act
from server.models.account import Account
from server.services import mails, personal


def send(act: Act, account: Account, template: str, **params: str) -> None:
    """Write the letter to the account's address in its language. ``url`` is the platform's own, for links."""
    address = personal.opened(act.platform.keys, account, "email")
    send_to(act, address, account.language, template, **params)


def send_to(act: Act, address: str, language: str, template: str, **params: str) -> None:
    """Write the letter to an address, in a language."""
    mails.write(act, template, address, {"url": act.platform.settings.public_url, **params}, language=language)
