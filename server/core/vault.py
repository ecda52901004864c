"""Personal values at rest: sealed to their place, and found again by a keyed blind index (``reliability.md`` §8).

A sealed value is ``v1:key_id:nonce:ciphertext`` in bytes: AES-256-GCM-SIV with a random nonce of 12 bytes, and with
``table:column:row_id`` as associated data, so that a value moved to another row or column does not open. A blind index
is HMAC-SHA-256 under a key of its own over the purpose and the normalised value, cut to its first 16 bytes: among
10**9 values two meet by accident with a chance below 10**-20, and the index is half as large.

Nothing here logs, and no ``repr`` or error holds a key or a clear value. How keys are kept: ``server.core.keyfile``.
"""

import base64
import binascii
import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Self
from uuid import UUID

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

from server.core import keyfile

KEY_BYTES = 32
INDEX_BYTES = 16
_NONCE_BYTES = 12
_VERSION = b"v1"
_KEY_ID = re.compile(r"[a-z0-9-]{1,32}")


class VaultError(Exception):
    """The vault cannot do its work. Never caused by what a user typed."""


class KeyRingUnusable(VaultError):
    """The text of the key ring is damaged or incomplete; the message says what is wrong, never what it holds."""


class UnknownKey(VaultError):
    """A value was sealed with a key that this ring does not hold."""


class SealBroken(VaultError):
    """The bytes are no sealed value, were altered, or belong to another row, column or table."""


class Family(StrEnum):
    """What a key is for. Keys never serve two families."""

    SEAL = "seal"
    INDEX = "index"
    AUDIT = "audit"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one family by id, each of 32 bytes, and the id of the one used for what is new."""

    active: str
    by_id: Mapping[str, bytes] = field(repr=False)

    def __post_init__(self) -> None:
        if self.active not in self.by_id:
            raise KeyRingUnusable(f"the active key {self.active!r} is missing")
        for key_id, key in self.by_id.items():
            if not _KEY_ID.fullmatch(key_id):
                raise KeyRingUnusable("a key id has other characters than a-z, 0-9 and the dash")
            if len(key) != KEY_BYTES:
                raise KeyRingUnusable(f"key {key_id!r} is not {KEY_BYTES} bytes long")

    @classmethod
    def fresh(cls) -> Self:
        """Return one new random key."""
        key_id = secrets.token_hex(4)
        return cls(key_id, {key_id: secrets.token_bytes(KEY_BYTES)})

    def with_new(self) -> Self:
        """Return these keys and a new active one."""
        fresh = self.fresh()
        return type(self)(fresh.active, {**self.by_id, **fresh.by_id})


class KeyRing:
    """All keys of one installation. Immutable, safe to share between threads and after a fork."""

    def __init__(self, families: Mapping[Family, Keys]) -> None:
        """Take the keys of every family; raise ``KeyRingUnusable`` when one lacks or two share a key."""
        missing = [family.value for family in Family if family not in families]
        if missing:
            raise KeyRingUnusable(f"no keys for {', '.join(missing)}")
        every_key = [key for keys in families.values() for key in keys.by_id.values()]
        if len(set(every_key)) != len(every_key):
            raise KeyRingUnusable("a key stands in the ring twice")
        self._families = dict(families)
        self._ciphers = {key_id: AESGCMSIV(key) for key_id, key in families[Family.SEAL].by_id.items()}

    def __repr__(self) -> str:
        return f"KeyRing({', '.join(f'{family.value}={keys.active}' for family, keys in self._families.items())})"

    @classmethod
    def generate(cls) -> Self:
        """Return a ring of new random keys."""
        return cls({family: Keys.fresh() for family in Family})

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a ring from its text (a file, an environment variable); raise ``KeyRingUnusable``."""
        try:
            families = {
                Family(name): Keys(
                    held["active"], {i: base64.b64decode(key, validate=True) for i, key in held["keys"].items()}
                )
                for name, held in orjson.loads(text).items()
            }
        except (ValueError, KeyError, TypeError, AttributeError, binascii.Error):
            # The cause is dropped on purpose: a parser's message quotes what it read.
            raise KeyRingUnusable("the text is not a key ring") from None
        return cls(families)

    def dump(self) -> str:
        """Return the text that ``parse`` reads. It is the secret itself: write it to nothing but a key file."""
        families = {
            family.value: {
                "active": keys.active,
                "keys": {key_id: base64.b64encode(key).decode() for key_id, key in keys.by_id.items()},
            }
            for family, keys in self._families.items()
        }
        return orjson.dumps(families, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()

    @classmethod
    def load_or_create(cls, path: Path) -> Self:
        """Read the ring at ``path``, or make it there (mode 0600) at the first start.

        Of several processes that start at once, one creates and all use what it wrote. Raises ``KeyRingUnusable`` and
        ``keyfile.KeyFileError``.
        """
        return cls.parse(keyfile.read_or_create(path, lambda: cls.generate().dump()))

    def rotated(self) -> Self:
        """Return a ring that seals with a new key and still opens everything sealed before.

        Write it with ``keyfile.replace``, restart, then seal again whatever ``needs_reseal``.
        """
        return type(self)({**self._families, Family.SEAL: self._families[Family.SEAL].with_new()})

    @property
    def audit_key(self) -> bytes:
        """The key of the links of the audit chain (32 bytes)."""
        return self._active(Family.AUDIT)

    @property
    def signing_seed(self) -> bytes:
        """The seed of the Ed25519 key that signs seals and certificates (32 bytes)."""
        return self._active(Family.SIGN)

    def seal(self, plaintext: str, *, table: str, column: str, row_id: UUID) -> bytes:
        """Return ``plaintext`` encrypted with the active key, bound to its table, column and row."""
        key_id = self._families[Family.SEAL].active
        nonce = secrets.token_bytes(_NONCE_BYTES)
        ciphertext = self._ciphers[key_id].encrypt(nonce, plaintext.encode(), _place(table, column, row_id))
        return b":".join((_VERSION, key_id.encode(), nonce, ciphertext))

    def open(self, sealed: bytes | memoryview, *, table: str, column: str, row_id: UUID) -> str:
        """Return the clear text of a value sealed at this place by any key of the ring.

        Raises ``UnknownKey`` and ``SealBroken``.
        """
        key_id, nonce, ciphertext = _take_apart(bytes(sealed))
        cipher = self._ciphers.get(key_id)
        if cipher is None:
            raise UnknownKey(f"{table}.{column} of {row_id} was sealed with the unknown key {key_id!r}")
        try:
            return cipher.decrypt(nonce, ciphertext, _place(table, column, row_id)).decode()
        except (InvalidTag, ValueError):
            raise SealBroken(f"{table}.{column} of {row_id} does not open") from None

    def needs_reseal(self, sealed: bytes | memoryview) -> bool:
        """Say whether the value was sealed with another key than the active one; raise ``SealBroken``."""
        return _take_apart(bytes(sealed))[0] != self._families[Family.SEAL].active

    def blind_index(self, purpose: str, normalised: str) -> bytes:
        """Return 16 bytes that are equal for equal ``(purpose, normalised)`` and tell nothing without the key.

        ``normalised`` comes from ``server.matching``; a missing value or placeholder has no index and is refused with
        ``ValueError``, since all who lack the value would look like one.
        """
        if not normalised:
            raise ValueError(f"{purpose}: nothing to index")
        # The length in front keeps ("a", "bc") apart from ("ab", "c").
        message = len(purpose.encode()).to_bytes(2, "big") + purpose.encode() + normalised.encode()
        return hmac.digest(self._active(Family.INDEX), message, "sha256")[:INDEX_BYTES]

    def _active(self, family: Family) -> bytes:
        keys = self._families[family]
        return keys.by_id[keys.active]


def _place(table: str, column: str, row_id: UUID) -> bytes:
    if ":" in table or ":" in column:
        raise ValueError("a table or column name holds a colon")
    return f"{table}:{column}:{row_id}".encode()


def _take_apart(sealed: bytes) -> tuple[str, bytes, bytes]:
    # The nonce is random and may hold a colon, so it is cut by length.
    version, _, rest = sealed.partition(b":")
    key_id, _, rest = rest.partition(b":")
    nonce, colon, ciphertext = rest[:_NONCE_BYTES], rest[_NONCE_BYTES : _NONCE_BYTES + 1], rest[_NONCE_BYTES + 1 :]
    if version != _VERSION or colon != b":" or not key_id.isascii():
        raise SealBroken("the bytes are not a sealed value")
    return key_id.decode(), nonce, ciphertext
