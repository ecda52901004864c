"""Short texts that people type: tidied, bounded, never empty by accident."""

from server.core.errors import InvalidInput, Path
from server.matching.names import tidy


def read(text: str, path: Path, longest: int) -> str:
    """Return ``text`` composed (NFC) and tidied; refuse an empty one and one of more than ``longest`` characters."""
    tidied = tidy(text)
    if not tidied:
        raise InvalidInput(path=path, reason="REQUIRED")
    if len(tidied) > longest:
        raise InvalidInput(path=path, reason="TOO_LONG", limit=str(longest))
    if any("\ud800" <= sign <= "\udfff" for sign in tidied):
        raise InvalidInput(path=path, reason="CONTROL_CHARACTER")
    return tidied
