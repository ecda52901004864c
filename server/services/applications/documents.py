"""The documents of an application: uploads of the applicant that were found clean, one for each purpose."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from server.core.act import Act
from server.core.errors import Collector
from server.models.application import Application, ApplicationDocument
from server.models.upload import UploadPurpose
from server.services.uploads.using import usable_upload

Documents = dict[str, UUID]
"""Purpose > upload."""


def attached(application: UUID) -> Documents:
    """Return the documents of an application."""
    return attached_to([application]).get(application, {})


def attached_to(applications: Sequence[UUID]) -> dict[UUID, Documents]:
    """Return application > its documents; those without any are absent."""
    found: dict[UUID, Documents] = {}
    for row in ApplicationDocument.select().where(ApplicationDocument.application.in_(list(applications))):
        found.setdefault(row.application_id, {})[row.purpose.value] = row.upload_id
    return found


def require_usable(act: Act, documents: Mapping[str, UUID]) -> None:
    """Return when each is a usable upload of the actor; raise every fault at once otherwise."""
    faults = Collector()
    for purpose, upload in documents.items():
        with faults.catch():
            usable_upload(act, upload, path=("documents", purpose))
    faults.stop_if_any()


def attach(act: Act, application: Application, documents: Mapping[str, UUID]) -> frozenset[str]:
    """Attach ``documents`` in place of those of the same purpose; return the purposes that differ now."""
    old = attached(application.id)
    changed = {purpose for purpose, upload in documents.items() if old.get(purpose) != upload}
    for purpose in sorted(changed):
        same = (ApplicationDocument.application == application.id) & (ApplicationDocument.purpose == purpose)
        ApplicationDocument.delete().where(same).execute()
        ApplicationDocument.create(
            created_at=act.now, application=application, purpose=UploadPurpose(purpose), upload=documents[purpose]
        )
    return frozenset(changed)
