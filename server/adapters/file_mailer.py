"""Mail for the demo: each letter becomes a file that a mail program opens."""

import os
from pathlib import Path

from server.adapters.email_message import compose


class FileMailer:
    """Writes ``<key>.eml`` into ``folder`` (0700); a letter sent again replaces its first copy."""

    def __init__(self, sender: str, folder: Path) -> None:
        self._sender = sender
        self._folder = folder

    def send(self, *, key: str, to: str, subject: str, body: str) -> None:
        """Write the file; raises ``OSError`` when the folder cannot be written."""
        message = compose(sender=self._sender, key=key, to=to, subject=subject, body=body)
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._folder / f"{message['Message-ID'].strip('<>').partition('@')[0]}.eml"
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(message.as_bytes())
        part.chmod(0o600)
        part.replace(path)
