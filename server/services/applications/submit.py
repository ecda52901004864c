"""Submits an application: complete, not a duplicate, with a number; then the run begins."""

from uuid import UUID

from peewee import fn

from server.core.act import Act
from server.core.dialect import serialise
from server.core.errors import Collector, InvalidInput, VersionConflict
from server.core.guards import Guard, guard
from server.core.verbs import verb
from server.models.account import Account
from server.models.application import Application, ApplicationState
from server.services import audit
from server.services.applications import form as forms
from server.services.applications import identity
from server.services.applications.documents import attached
from server.services.applications.finding import own_for_update
from server.services.applications.refusals import ApplicationNotEditable, DuplicateApplicant, EmailNotVerified
from server.services.approvals.start import About, start_run
from server.workflows.registry import current

WORKFLOW = "collaborator-onboarding"


@verb(
    refuses=(VersionConflict, ApplicationNotEditable, DuplicateApplicant, EmailNotVerified),
    enforces=(Guard.DUPLICATE,),
)
def submit(act: Act, key: UUID, expected_version: int) -> Application:
    """Submit a draft. The same person or body cannot apply twice, however the two requests race."""
    application = own_for_update(act, key, expected_version, ApplicationState.DRAFT)
    _require_verified(act)
    form = forms.open_form(act, application)
    require_complete(application, form)
    refuse_duplicates(act, application, form)
    identity.keep_keys(act, application, form)
    Application.update(
        state=ApplicationState.IN_REVIEW,
        number=_next_number(act),
        submitted_at=act.now,
        version=Application.version + 1,
    ).where(Application.id == key).execute()
    audit.record(act, f"application:{key}", "application.submitted", {})
    run = start_run(act, current(WORKFLOW), About("application", key))
    Application.update(run=run.id).where(Application.id == key).execute()
    return Application.get_by_id(key)


@guard(Guard.DUPLICATE)
def refuse_duplicates(act: Act, application: Application, form: forms.Form) -> None:
    """Refuse an applicant that is known already by an identifier that only one body or person has."""
    same = identity.certain_duplicates(act, application, form)
    if same:

        def trace() -> None:
            audit.record(act, f"application:{application.id}", "application.duplicate", {"fields": sorted(same)})

        raise DuplicateApplicant(path=("application_id",), fields=tuple(sorted(same)), trace=trace)


def require_complete(application: Application, form: forms.Form) -> None:
    """Raise one ``REQUIRED`` for everything that lacks."""
    faults = Collector()
    for name in forms.missing(application.collaborator_kind, form, attached(application.id)):
        faults.add(InvalidInput(path=tuple(name.split(".")), reason="REQUIRED"))
    if not application.public_name:
        faults.add(InvalidInput(path=("public_name",), reason="REQUIRED"))
    if not application.sectors:
        faults.add(InvalidInput(path=("sectors",), reason="REQUIRED"))
    faults.stop_if_any()


def _require_verified(act: Act) -> None:
    account = Account.get_by_id(act.actor.account_id)
    if account.verified_at is None:
        raise EmailNotVerified


def _next_number(act: Act) -> str:
    """Return the next ``KSBB-<year>-<six digits>``; the numbers of a year rise without gaps."""
    prefix = f"KSBB-{act.today.year}-"
    serialise(f"application-number:{prefix}")
    last = Application.select(fn.MAX(Application.number)).where(Application.number.startswith(prefix)).scalar()
    return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:06}"
