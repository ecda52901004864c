"""One e-mail as all mailers send it."""

import re
from email.message import EmailMessage
from email.utils import formatdate, parseaddr


def compose(*, sender: str, key: str, to: str, subject: str, body: str) -> EmailMessage:
    """Return the message. The Message-ID is made of ``key``, so that a repeat can be told from a second letter.

    Raises ``ValueError`` when an address or the subject holds a line break.
    """
    message = EmailMessage()
    message["From"] = sender
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = formatdate(usegmt=True)
    message["Message-ID"] = f"<{re.sub(r'[^A-Za-z0-9.-]', '.', key)}@{_domain(sender)}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body)
    return message


def _domain(sender: str) -> str:
    return parseaddr(sender)[1].rpartition("@")[2] or "localhost"
