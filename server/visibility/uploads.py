"""Files: their owner's. Who decides on a case sees the files that the case refers to, through ``also``."""

from typing import Any

from server.core.act import Act
from server.models.upload import Upload


def visible(act: Act) -> Any:
    """The actor's own files."""
    return Upload.account == act.actor.account_id
