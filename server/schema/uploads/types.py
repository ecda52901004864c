"""The upload type; files themselves travel by `POST /uploads` and `GET /uploads/<id>`."""

from datetime import datetime
from typing import Any

from server.models.upload import Upload as UploadRow
from server.models.upload import UploadPurpose, UploadState
from server.schema.fields import enum_type, field
from server.schema.nodes import Node, node
from server.visibility import uploads as visibility

enum_type(UploadState)
enum_type(UploadPurpose)


@node(model=UploadRow, visible=visibility.visible)
class Upload(Node):
    """A file that somebody sent. It can be read once it was checked and found clean."""

    state: UploadState = field("Whether it may be used.")
    purpose: UploadPurpose = field("What it was sent for.")
    media_type: str = field("Its type, read from its content.")
    size: int = field("Bytes received.")
    reason: str | None = field("Why it was rejected, as a code.")
    created_at: datetime = field("When it was received.")
    checked_at: datetime | None = field("When it was checked.")

    @field
    def url(self) -> str | None:
        """Where it can be read; null unless it is clean."""
        row: Any = self
        return f"/uploads/{row.id}" if row.state is UploadState.CLEAN else None
