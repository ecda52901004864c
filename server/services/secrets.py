"""Random tokens: 256 bits for their holder, SHA-256 for the database."""

import hashlib
import secrets

_BYTES = 32


def new_token() -> str:
    """Return 256 random bits as 43 characters that are safe in a URL, a header and a cookie."""
    return secrets.token_urlsafe(_BYTES)


def digest(token: str) -> bytes:
    """Return what the database keeps of ``token``. Plain SHA-256 is enough: nobody can guess its 256 bits."""
    return hashlib.sha256(token.encode()).digest()
