"""Queries over uploads."""

from typing import Any
from uuid import UUID

from server.models.upload import Upload, UploadState


def readable(upload_id: UUID, visible: Any) -> Any:
    """Return the upload when it is clean and the viewer may see it."""
    return Upload.select().where(Upload.id == upload_id, Upload.state == UploadState.CLEAN, visible)
