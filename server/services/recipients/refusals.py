"""Why a recipient is not taken in."""

from dataclasses import dataclass
from typing import ClassVar

from server.core.errors import Refused


@dataclass(eq=False)
class DuplicateRecipient(Refused):
    """Somebody with this identifier is registered in the sector already.

    ``kind`` names the identifier; ``hint`` is what was typed, masked. Nothing of the other entry is told, not even
    where it is.
    """

    code: ClassVar[str] = "DUPLICATE_RECIPIENT"
    kind: str = ""
    hint: str = ""


@dataclass(eq=False)
class RecipientEnded(Refused):
    """The recipient no longer counts; ``state`` says why."""

    code: ClassVar[str] = "RECIPIENT_ENDED"
    state: str = ""
