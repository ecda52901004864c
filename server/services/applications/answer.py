"""The applicant's other words: answer a request for changes, withdraw."""

from uuid import UUID

from server.core.act import Act
from server.core.errors import VersionConflict
from server.core.guards import Guard
from server.core.verbs import verb
from server.models.application import Application, ApplicationState
from server.services import audit
from server.services.applications import draft, identity
from server.services.applications import form as forms
from server.services.applications.finding import own_for_update
from server.services.applications.form import Changes
from server.services.applications.refusals import ApplicationNotEditable, DuplicateApplicant
from server.services.applications.submit import refuse_duplicates, require_complete
from server.services.approvals.running import Situation, command, lock_run
from server.workflows import applicant
from server.workflows.outcome import Outcome
from server.workflows.refusals import FieldsNotAsked, NoChangesRequested, RunClosed
from server.workflows.state import Resubmission

CHECKS_OF = {
    "duplicate": frozenset({"legal_name", "nik", "npwp", "nib", "phone", "email"}),
    "aggregator-licence": frozenset({"licence_number", "licence_expires_on", "documents.LICENCE"}),
}
"""Which fields each automatic check looks at; ``completeness`` looks at all of them."""


@verb(
    refuses=(
        VersionConflict,
        ApplicationNotEditable,
        DuplicateApplicant,
        FieldsNotAsked,
        NoChangesRequested,
        RunClosed,
    ),
    enforces=(Guard.DUPLICATE,),
)
def respond(act: Act, key: UUID, expected_version: int, changes: Changes) -> Application:
    """Answer a request for changes: only the asked fields may differ, and only the checks they touch run again."""
    run_id = _run_of(act, key)
    application = own_for_update(act, key, expected_version, ApplicationState.CHANGES_REQUESTED)
    if run_id is None:
        raise AssertionError(f"application {key} was sent back by no run")
    changed = draft.write(act, application, changes)
    application = Application.get_by_id(key)
    form = forms.open_form(act, application)
    require_complete(application, form)
    refuse_duplicates(act, application, form)
    identity.keep_keys(act, application, form)
    Application.update(state=ApplicationState.IN_REVIEW, asked_fields=[]).where(Application.id == key).execute()
    audit.record(act, f"application:{key}", "application.resubmitted", {"fields": sorted(changed)})
    command(act, run_id, lambda situation: _resubmit(act, situation, changed))
    return Application.get_by_id(key)


@verb(refuses=(VersionConflict, ApplicationNotEditable, RunClosed))
def withdraw(act: Act, key: UUID, expected_version: int) -> Application:
    """Take an application back; a draft is simply closed."""
    run_id = _run_of(act, key)
    states = (ApplicationState.DRAFT, ApplicationState.IN_REVIEW, ApplicationState.CHANGES_REQUESTED)
    application = own_for_update(act, key, expected_version, *states)
    if run_id is None:
        Application.update(state=ApplicationState.WITHDRAWN, version=Application.version + 1).where(
            Application.id == application.id
        ).execute()
    else:
        command(act, run_id, lambda situation: _withdraw(act, situation))
    audit.record(act, f"application:{key}", "application.withdrawn", {})
    return Application.get_by_id(key)


def _run_of(act: Act, key: UUID) -> UUID | None:
    """Lock the run of an own application before the application itself, as every command on the run does."""
    seen = Application.get_or_none(Application.id == key, Application.applicant == act.actor.account_id)
    if seen is not None and seen.run is not None:
        lock_run(seen.run)
    return seen.run if seen else None


def _resubmit(act: Act, situation: Situation, changed: frozenset[str]) -> Outcome:
    touched = {name for name, looked_at in CHECKS_OF.items() if looked_at & changed} | {"completeness"}
    answer = Resubmission(_applicant(act), changed, frozenset(touched))
    return applicant.resubmit(situation.workflow, situation.run, answer, situation.facts, act.now, situation.calendar)


def _withdraw(act: Act, situation: Situation) -> Outcome:
    return applicant.withdraw(
        situation.workflow, situation.run, _applicant(act), situation.facts, act.now, situation.calendar
    )


def _applicant(act: Act) -> UUID:
    if act.actor.account_id is None:
        raise AssertionError("an own application was found for nobody")
    return act.actor.account_id
