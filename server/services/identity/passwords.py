"""Passwords: what is taken, and how they are hashed (argon2id, RFC 9106), never more at once than the machine bears."""

import secrets
import threading
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from server.core.act import Act
from server.core.errors import InvalidInput, Path, TooManyAttempts
from server.core.settings import Settings

SHORTEST, LONGEST = 10, 128
_PATIENCE_SECONDS = 5.0

# The commonest that are long enough to get past the length; words of the place stand beside those of the world.
_COMMONEST_TEXT = """
    1234567890 12345678910 123456789a 0123456789 9876543210 1q2w3e4r5t 1qaz2wsx3edc q1w2e3r4t5 qwertyuiop
    qwerty12345 qwerty123456 asdfghjkl1 zxcvbnm123 password12 password123 password1234 passw0rd123 p@ssw0rd123
    iloveyou12 iloveyou123 sayangku123 sayangkamu bismillah1 bismillah123 alhamdulillah indonesia1 indonesia123
    indonesia45 jakarta123 jakarta1234 jakarta2020 jakarta2026 persija1928 merdeka1945 garuda12345 pancasila1
    rahasia123 rahasia1234 katasandi1 katasandi123 administrator admin12345 admin123456 welcome123 welcome1234
    changeme123 letmein123 sunshine123 princess123 football123 kolaborasi ksbb123456 abcdefghij abcd123456
    abc1234567
"""
_COMMONEST = frozenset(_COMMONEST_TEXT.split())


def check(password: str, email: str, path: Path = ("password",)) -> None:
    """Refuse a password that is too short or long, the e-mail address, among the commonest, or one thing repeated."""
    text = _normal(password)
    if not SHORTEST <= len(text) <= LONGEST:
        raise InvalidInput(path=path, reason="PASSWORD_LENGTH", limit=f"{SHORTEST}..{LONGEST}")
    folded, address = text.casefold(), email.casefold()
    if folded in {address, address.partition("@")[0]}:
        raise InvalidInput(path=path, reason="PASSWORD_IS_EMAIL")
    if folded in _COMMONEST or len(set(folded)) <= 2:
        raise InvalidInput(path=path, reason="PASSWORD_COMMON")


def hashed(act: Act, password: str) -> str:
    """Return the encoded argon2id hash. Slow on purpose: call it outside a transaction."""
    work = _worker(act.platform.settings)
    with _Turn(act, work.turns):
        return work.hasher.hash(_normal(password))


def matches(act: Act, stored: str | None, password: str) -> bool:
    """Say whether ``password`` is the one hashed in ``stored``; ``None`` (nobody) takes as long and never matches."""
    work = _worker(act.platform.settings)
    text = _normal(password)
    with _Turn(act, work.turns):
        try:
            found = work.hasher.verify(stored or work.nobody, text[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False
    return found and stored is not None and len(text) <= LONGEST


def is_outdated(act: Act, stored: str) -> bool:
    """Say whether ``stored`` was made with other parameters than the settings ask for today."""
    return _worker(act.platform.settings).hasher.check_needs_rehash(stored)


@dataclass(frozen=True, slots=True)
class _Worker:
    hasher: PasswordHasher
    turns: threading.BoundedSemaphore
    nobody: str


def _worker(settings: Settings) -> _Worker:
    return _made(settings.password_memory_kib, settings.password_passes, settings.password_concurrency)


@cache
def _made(memory_kib: int, passes: int, concurrency: int) -> _Worker:
    hasher = PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=1)
    return _Worker(hasher, threading.BoundedSemaphore(concurrency), hasher.hash(secrets.token_urlsafe()))


class _Turn:
    """Waits for a turn; refuses when the machine is too busy, so that sign-ins cannot take the whole platform down."""

    def __init__(self, act: Act, turns: threading.BoundedSemaphore) -> None:
        self._act = act
        self._turns = turns

    def __enter__(self) -> None:
        if not self._turns.acquire(timeout=_PATIENCE_SECONDS):
            raise TooManyAttempts(retry_at=self._act.now + timedelta(seconds=2 * _PATIENCE_SECONDS))

    def __exit__(self, *_: object) -> None:
        self._turns.release()


def _normal(password: str) -> str:
    # Two keyboards may compose the same letter differently (NIST SP 800-63B §3.1.1.2).
    return unicodedata.normalize("NFKC", password)
