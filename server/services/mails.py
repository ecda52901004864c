"""Letters to people: written with their cause, sent by a job, emptied when sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import orjson

from server.core.act import Act
from server.core.ids import new_id
from server.messages.catalogue import text
from server.models.mail import Mail
from server.services import outbox

_TABLE, _COLUMN = "mail", "sealed"


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes out: the address and the finished text in the recipient's language."""

    to: str
    subject: str
    body: str


def write(
    act: Act, template: str, to: str, params: Mapping[str, object] | None = None, *, language: str | None = None
) -> Mail:
    """Have the texts ``<template>_SUBJECT`` and ``<template>_BODY`` sent to the address ``to`` after the commit.

    ``params`` fill both texts (JSON values); ``language`` is the recipient's, else that of the act.
    """
    mail_id = new_id()
    content = orjson.dumps({"to": to, "params": dict(params or {})}, default=str).decode()
    mail = Mail.create(
        id=mail_id,
        created_at=act.now,
        template=template,
        language=language or act.language,
        sealed=act.platform.keys.seal(content, table=_TABLE, column=_COLUMN, row_id=mail_id),
    )
    outbox.put(act, "send_mail", f"mail:{mail_id}:send", {"mail": str(mail_id)}, queue="mail")
    return mail


def letter(act: Act, mail_id: UUID) -> Letter | None:
    """Return the letter to send, or ``None`` when it was sent."""
    mail = Mail.get_by_id(mail_id)
    if mail.sealed is None:
        return None
    content = orjson.loads(act.platform.keys.open(mail.sealed, table=_TABLE, column=_COLUMN, row_id=mail_id))
    subject, body = (text(f"{mail.template}_{part}", mail.language, content["params"]) for part in ("SUBJECT", "BODY"))
    return Letter(content["to"], subject, body)


def mark_sent(act: Act, mail_id: UUID) -> None:
    """Note that the letter went out, and forget its address and content."""
    Mail.update(sent_at=act.now, sealed=None).where(Mail.id == mail_id).execute()
