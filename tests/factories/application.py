"""Applications of collaborators, made through the services."""

from uuid import UUID

from server.core.act import Act
from server.core.ids import new_id
from server.models.application import Application
from server.models.collaborator import CollaboratorKind
from server.models.sector import Sector
from server.models.upload import Upload, UploadPurpose, UploadState
from server.services.applications import draft, submit
from server.services.applications.form import Changes

COMPANY = {
    "legal_name": "PT Maju Bersama Jaya",
    "npwp": "01.234.567.8-012.000",
    "contact_name": "Ma'ruf Hidayat",
    "phone": "0812-3456-7890",
    "email": "kontak@majubersama.example",
    "address": "Jl. Kebon Sirih No. 1",
}
"""A complete form of a company."""


def a_sector(act: Act, code: str = "PANGAN") -> Sector:
    """Return the bare row of a sector."""
    found: Sector | None = Sector.get_or_none(Sector.code == code)
    return found or Sector.create(created_at=act.now, code=code)


def a_clean_upload(act: Act, purpose: UploadPurpose = UploadPurpose.STATEMENT, account: UUID | None = None) -> Upload:
    """Return an upload that was checked and found clean."""
    return Upload.create(
        created_at=act.now,
        account=account or act.actor.account_id,
        purpose=purpose,
        state=UploadState.CLEAN,
        media_type="application/pdf",
        size=1000,
        stored_size=1000,
        sha256=new_id().bytes,
        checked_at=act.now,
    )


def a_draft(act: Act, kind: CollaboratorKind = CollaboratorKind.COMPANY, **form: str) -> Application:
    """Return a complete draft of the actor, with ``form`` laid over that of a company."""
    a_sector(act)
    return draft.begin(
        act,
        kind,
        Changes(
            values={**COMPANY, **form},
            public_name="Maju Bersama",
            sectors=("PANGAN",),
            documents={"STATEMENT": a_clean_upload(act).id},
        ),
    )


def a_submitted_application(act: Act, **form: str) -> Application:
    """Return an application that was handed in; its checks wait in the outbox."""
    application = a_draft(act, CollaboratorKind.COMPANY, **form)
    return submit.submit(act, application.id, application.version)
