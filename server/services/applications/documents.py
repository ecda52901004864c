"""The documents of an application: uploads of the applicant that were found clean."""

from collections.abc import Mapping
from uuid import UUID

from server.core.act import Act
from server.core.errors import Collector
from server.services.uploads.using import usable_upload


def require_documents(act: Act, documents: Mapping[str, str]) -> dict[str, str]:
    """Return purpose > upload id (hex) when each is a usable upload of the actor; raise every fault at once."""
    faults = Collector()
    for purpose, upload in documents.items():
        with faults.catch():
            usable_upload(act, UUID(hex=upload), path=("documents", purpose))
    faults.stop_if_any()
    return dict(documents)
