"""The mailbox of the demo: letters are files that any mail program opens."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

_LINK = re.compile(r"#verify=(\S+)")


def token_for(folder: Path, address: str) -> str | None:
    """Return the token in the link that was mailed to ``address``; ``None`` while no such letter is there."""
    for path in folder.glob("*.eml"):
        letter = message_from_bytes(path.read_bytes(), policy=default)
        if isinstance(letter, EmailMessage) and letter["To"] == address:
            found = _LINK.search(letter.get_content())
            if found is not None:
                return found[1]
    return None
