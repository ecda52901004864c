"""Mail through an SMTP server."""

import smtplib
import ssl
from urllib.parse import unquote, urlsplit

from server.adapters.email_message import compose
from server.core.settings import SettingsError

_ANSWER_SECONDS = 10
_PORTS = {"smtp": 587, "smtps": 465}


class SmtpMailer:
    """Sends by ``smtps://user:password@host`` (TLS from the start) or ``smtp://…`` (STARTTLS).

    ``smtp://…?tls=off`` is for a server on the same machine: without TLS no password is sent.
    """

    def __init__(self, sender: str, url: str) -> None:
        """Read the URL; raise ``SettingsError`` when it is none or would send a password in the clear."""
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise SettingsError("KSBB_SMTP_URL must look like smtps://user:password@host:465 or smtp://host:587.")
        self._sender = sender
        self._host, self._port = parts.hostname, parts.port or _PORTS[parts.scheme]
        self._from_start = parts.scheme == "smtps"
        self._clear = parts.query == "tls=off"
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        if self._clear and self._password:
            raise SettingsError("KSBB_SMTP_URL has a password and tls=off; leave one of them out.")

    def send(self, *, key: str, to: str, subject: str, body: str) -> None:
        """Hand the message over; raises ``OSError`` (which SMTP's errors are) to have it tried again."""
        message = compose(sender=self._sender, key=key, to=to, subject=subject, body=body)
        with self._connected() as server:
            if self._user:
                server.login(self._user, self._password)
            server.send_message(message)

    def _connected(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self._from_start:
            return smtplib.SMTP_SSL(self._host, self._port, timeout=_ANSWER_SECONDS, context=context)
        server = smtplib.SMTP(self._host, self._port, timeout=_ANSWER_SECONDS)
        try:
            if not self._clear:
                server.starttls(context=context)
        except BaseException:
            server.close()
            raise
        return server
