"""Looking at a file in quarantine: what comes out is clean, or rejected and gone."""

from dataclasses import dataclass
from uuid import UUID

from server.core.act import Act
from server.core.platform import Platform
from server.interchange import images, pdf_scan
from server.interchange.media import MediaType, Unsafe
from server.models.upload import Upload, UploadState
from server.services import audit


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the look came to. ``reason`` is the message code of a rejection, ``None`` for a clean file."""

    stored_size: int
    reason: str | None = None


def inspect(platform: Platform, upload_id: UUID) -> Verdict | None:
    """Look at the bytes and leave only what may be passed on; ``None`` when the upload was concluded before.

    Slow, and without a transaction. A second look at what the first one left comes to the same.
    """
    upload = Upload.get_by_id(upload_id)
    if upload.state is not UploadState.QUARANTINED:
        return None
    media_type = MediaType(upload.media_type)
    try:
        data = platform.files.read(upload_id)
        if media_type is MediaType.PDF:
            pdf_scan.check(data)
            return Verdict(len(data))
        return Verdict(platform.files.save(upload_id, iter([images.cleaned(data, media_type)])))
    except Unsafe as unsafe:
        return Verdict(upload.stored_size, unsafe.reason)
    except FileNotFoundError:
        return Verdict(0, "FILE_LOST")


def conclude(act: Act, upload_id: UUID, verdict: Verdict) -> None:
    """Move the upload out of quarantine, once."""
    state = UploadState.CLEAN if verdict.reason is None else UploadState.REJECTED
    moved = Upload.update(
        state=state, reason=verdict.reason, stored_size=verdict.stored_size, checked_at=act.now
    ).where(Upload.id == upload_id, Upload.state == UploadState.QUARANTINED)
    if moved.execute():
        audit.record(act, f"upload:{upload_id}", "upload.checked", {"state": state, "reason": verdict.reason})


def discard_rejected(act: Act, upload_id: UUID) -> None:
    """Delete the bytes of a file that was rejected."""
    if Upload.get_by_id(upload_id).state is UploadState.REJECTED:
        act.platform.files.delete(upload_id)
