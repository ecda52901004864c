"""Mail for development: it is written to a stream."""

import sys
from typing import TextIO

from server.adapters.email_message import compose


class ConsoleMailer:
    """Writes each message to ``stream`` (standard output, when left out)."""

    def __init__(self, sender: str, stream: TextIO | None = None) -> None:
        self._sender = sender
        self._stream = stream or sys.stdout

    def send(self, *, key: str, to: str, subject: str, body: str) -> None:
        """Write the message, readable, between two rules."""
        message = compose(sender=self._sender, key=key, to=to, subject=subject, body=body)
        head = "\n".join(f"{name}: {value}" for name, value in message.items())
        self._stream.write(f"{'-' * 72}\n{head}\n\n{body}\n{'-' * 72}\n")
        self._stream.flush()
