"""Uses an upload as the document of something: it must be the actor's own and found clean."""

from uuid import UUID

from server.core.act import Act
from server.core.errors import InvalidInput, NotFound, Path
from server.models.upload import Upload, UploadState


def usable_upload(act: Act, key: UUID, path: Path) -> Upload:
    """Return the upload; ``NotFound`` unless it is the actor's own, ``InvalidInput`` unless it was found clean."""
    found = Upload.get_or_none(Upload.id == key, Upload.account == act.actor.account_id)
    if found is None:
        raise NotFound(path=path)
    if found.state is not UploadState.CLEAN:
        reason = "UPLOAD_UNCHECKED" if found.state is UploadState.QUARANTINED else "UPLOAD_REJECTED"
        raise InvalidInput(path=path, reason=reason)
    upload: Upload = found
    return upload
