"""The letters that wait to be sent."""

import re

from server.core.act import Act
from server.models.mail import Mail
from server.services import letters
from server.services.letters import Letter


def mailbox(act: Act, to: str | None = None) -> list[Letter]:
    """Return the letters written so far, to one address when it is given, the oldest first."""
    found = [letters.read(act, row.id) for row in Mail.select().order_by(Mail.id)]
    return [letter for letter in found if letter is not None and to in (None, letter.to)]


def token_in(letter: Letter) -> str:
    """Return the token in the link of a letter."""
    found = re.search(r"#\w+=(\S+)", letter.body)
    assert found is not None
    return found[1]
