"""E-mail addresses of accounts: read, indexed, masked."""

from server.core.errors import Path
from server.core.vault import KeyRing
from server.matching.identifiers import email


def read(text: str, path: Path = ("email",)) -> str:
    """Return the normalised address; refuse what is none."""
    return email.normalise(text).required(*path)


def index(keys: KeyRing, address: str) -> bytes:
    """Return the blind index under which an account with this normalised address is found."""
    return keys.blind_index("account.email", address)
