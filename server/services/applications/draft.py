"""Begins an application or changes its draft; nothing has to be complete yet, but what is given must be right."""

from uuid import UUID

from server.core.act import Act
from server.core.errors import InvalidInput, NotPermitted, VersionConflict
from server.core.ids import new_id
from server.core.verbs import verb
from server.models.application import Application, ApplicationState
from server.models.collaborator import CollaboratorKind
from server.services import audit
from server.services.applications import form as forms
from server.services.applications.documents import attach, require_usable
from server.services.applications.finding import own_for_update
from server.services.applications.form import Changes
from server.services.applications.refusals import ApplicationNotEditable

OPEN_DRAFTS = 5
"""How many drafts one account may keep: enough for anybody, too few to fill the table."""


@verb(refuses=())
def begin(act: Act, kind: CollaboratorKind, changes: Changes, *, is_synthetic: bool = False) -> Application:
    """Begin an application of a collaborator of ``kind``; ``is_synthetic`` marks one that the demo invents."""
    if act.actor.account_id is None:
        raise NotPermitted(reason="SIGN_IN_FIRST")
    mine = (Application.applicant == act.actor.account_id) & (Application.state == ApplicationState.DRAFT)
    if Application.select().where(mine).count() >= OPEN_DRAFTS:
        raise InvalidInput(reason="TOO_MANY_DRAFTS", limit=str(OPEN_DRAFTS))
    read = forms.read(act, changes)
    require_usable(act, changes.documents or {})
    key = new_id()
    application = Application.create(
        id=key,
        created_at=act.now,
        applicant=act.actor.account_id,
        collaborator_kind=kind,
        public_name=(changes.public_name or "").strip(),
        sectors=list(changes.sectors or ()),
        form_sealed=forms.sealed_form(act, key, forms.merged({}, read)),
        asked_fields=[],
        is_synthetic=is_synthetic,
    )
    attach(act, application, changes.documents or {})
    audit.record(act, f"application:{key}", "application.begun", {"kind": kind})
    return application


@verb(refuses=(VersionConflict, ApplicationNotEditable))
def edit(act: Act, key: UUID, expected_version: int, changes: Changes) -> Application:
    """Change a draft: fields that were not sent stay as they are."""
    application = own_for_update(act, key, expected_version, ApplicationState.DRAFT)
    changed = write(act, application, changes)
    audit.record(act, f"application:{key}", "application.edited", {"fields": sorted(changed)})
    return Application.get_by_id(key)


def write(act: Act, application: Application, changes: Changes) -> frozenset[str]:
    """Lay ``changes`` over the application and return the names of the fields that differ now."""
    old = forms.open_form(act, application)
    new = forms.merged(old, forms.read(act, changes))
    require_usable(act, changes.documents or {})
    public_name = application.public_name if changes.public_name is None else changes.public_name.strip()
    sectors = application.sectors if changes.sectors is None else list(changes.sectors)
    changed = {name for name in forms.FIELDS if old.get(name) != new.get(name)}
    changed |= {"public_name"} if public_name != application.public_name else set()
    changed |= {"sectors"} if sectors != application.sectors else set()
    changed |= {f"documents.{purpose}" for purpose in attach(act, application, changes.documents or {})}
    Application.update(
        form_sealed=forms.sealed_form(act, application.id, new),
        public_name=public_name,
        sectors=sectors,
        version=Application.version + 1,
    ).where(Application.id == application.id).execute()
    return frozenset(changed)
