"""Taking a file in. The bytes are stored first and the row is written last: a row without bytes cannot be."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import BinaryIO
from uuid import UUID

from peewee import fn

from server.core.act import Act
from server.core.dialect import locked
from server.core.errors import IdempotencyKeyReused, InvalidInput, NotPermitted, TooManyAttempts
from server.core.verbs import verb
from server.interchange.media import HEAD_BYTES, MediaType, Unsafe, media_type_of
from server.models.account import Account
from server.models.upload import Upload, UploadPurpose
from server.policies.permissions import Permission
from server.policies.permits import require
from server.services import audit, outbox

TASK = "check_upload"
DAILY_FILES = 200
_DAILY_FULL_FILES = 20
_CHUNK_BYTES = 65_536
_LONGEST_KEY = 128


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as it was read: its type by content, its length in bytes, its SHA-256."""

    media_type: MediaType
    size: int
    sha256: bytes


def examine(act: Act, stream: BinaryIO) -> Incoming:
    """Read the stream once and wind it back; refuse an empty or too large file and a type that is not taken."""
    limit = act.platform.settings.upload_limit_bytes
    digest, size, head = hashlib.sha256(), 0, b""
    for chunk in chunks(stream):
        size += len(chunk)
        if size > limit:
            raise InvalidInput(path=("file",), reason="FILE_TOO_LARGE", limit=str(limit))
        if len(head) < HEAD_BYTES:
            head += chunk
        digest.update(chunk)
    if not size:
        raise InvalidInput(path=("file",), reason="FILE_EMPTY")
    stream.seek(0)
    try:
        return Incoming(media_type_of(head[:HEAD_BYTES]), size, digest.digest())
    except Unsafe as unsafe:
        raise InvalidInput(path=("file",), reason=unsafe.reason) from None


def chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the stream in pieces."""
    return iter(lambda: stream.read(_CHUNK_BYTES), b"")


@verb(refuses=(IdempotencyKeyReused, TooManyAttempts))
def receive(act: Act, file_id: UUID, incoming: Incoming, purpose: UploadPurpose, key: str | None) -> Upload:
    """Write the row of a file whose bytes are stored under ``file_id``, in quarantine, and have it checked.

    With a ``key`` that was used before for the same bytes, the upload of that time is returned.
    """
    require(act, Permission.UPLOAD_CREATE)
    if key is not None and not 0 < len(key) <= _LONGEST_KEY:
        raise InvalidInput(path=("idempotency_key",), reason="LENGTH", limit=str(_LONGEST_KEY))
    # The lock makes one account's uploads wait for each other: quota and key are then looked at once.
    account = locked(Account.select().where(Account.id == act.actor.account_id)).first()
    if account is None:
        raise NotPermitted(reason="SIGN_IN_FIRST")
    earlier = _earlier(account, key)
    if earlier is not None:
        if bytes(earlier.sha256) != incoming.sha256 or earlier.purpose is not purpose:
            raise IdempotencyKeyReused(path=("idempotency_key",))
        return earlier
    _check_quota(act, account, incoming)
    upload: Upload = Upload.create(
        id=file_id,
        created_at=act.now,
        account=account,
        purpose=purpose,
        media_type=incoming.media_type.value,
        size=incoming.size,
        stored_size=incoming.size,
        sha256=incoming.sha256,
        idempotency_key=key,
    )
    outbox.put(act, TASK, f"upload:{file_id}:check", {"upload": str(file_id)})
    audit.record(act, f"upload:{file_id}", "upload.received", {"purpose": purpose, "sha256": incoming.sha256.hex()})
    return upload


def _earlier(account: Account, key: str | None) -> Upload | None:
    if key is None:
        return None
    found: Upload | None = Upload.get_or_none(Upload.account == account, Upload.idempotency_key == key)
    return found


def _check_quota(act: Act, account: Account, incoming: Incoming) -> None:
    since = act.now - timedelta(days=1)
    today = Upload.select(fn.COUNT(Upload.id), fn.COALESCE(fn.SUM(Upload.size), 0), fn.MIN(Upload.created_at))
    count, size, first = today.where(Upload.account == account, Upload.created_at > since).scalar(as_tuple=True)
    room = _DAILY_FULL_FILES * act.platform.settings.upload_limit_bytes
    if count >= DAILY_FILES or size + incoming.size > room:
        oldest = Upload.created_at.python_value(first) or act.now
        raise TooManyAttempts(retry_at=oldest + timedelta(days=1))
