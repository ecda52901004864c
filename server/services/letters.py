"""E-mails: written with their cause as one sealed row each, sent by the job ``send_mail``, emptied when sent."""

from dataclasses import dataclass
from uuid import UUID

import orjson

from server.core.act import Act
from server.core.ids import new_id
from server.messages.catalogue import text
from server.models.account import Account
from server.models.mail import Mail
from server.services import outbox, personal

TASK = "send_mail"
_PLACE = {"table": "mail", "column": "sealed"}


@dataclass(frozen=True, slots=True)
class Letter:
    """A message ready to be handed to a mailer."""

    to: str
    subject: str
    body: str


def send(act: Act, account: Account, code: str, **params: str) -> None:
    """Write the letter ``code`` to the account's address, in the account's language."""
    send_to(act, personal.opened(act.platform.keys, account, "email"), account.language, code, **params)


def send_to(act: Act, address: str, language: str, code: str, **params: str) -> None:
    """Write the letter ``code`` (its texts are ``<code>.subject`` and ``<code>.body``) to an address.

    Address and parameters are sealed: they are personal, and a token in them is worth an account.
    """
    mail_id = new_id()
    content = orjson.dumps({"to": address, "params": params}).decode()
    sealed = act.platform.keys.seal(content, row_id=mail_id, **_PLACE)
    Mail.create(id=mail_id, created_at=act.now, template=code, language=language, sealed=sealed)
    outbox.put(act, TASK, f"mail:{mail_id}:send", {"mail": str(mail_id)}, queue="mail")


def read(act: Act, mail_id: UUID) -> Letter | None:
    """Return the letter in its texts of today; ``None`` when it was sent before."""
    mail = Mail.get_by_id(mail_id)
    if mail.sealed is None:
        return None
    content = orjson.loads(act.platform.keys.open(mail.sealed, row_id=mail_id, **_PLACE))
    params = {"url": act.platform.settings.public_url, **content["params"]}
    subject, body = (text(f"{mail.template}.{part}", mail.language, params) for part in ("subject", "body"))
    return Letter(content["to"], subject, body)


def mark_sent(act: Act, mail_id: UUID) -> None:
    """Note that the letter went out, and forget its address and content."""
    Mail.update(sent_at=act.now, sealed=None).where(Mail.id == mail_id).execute()
