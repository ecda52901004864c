"""Onboarding as a subject of approval: what the deciders must know, the automatic checks, what a decision does."""

from datetime import date
from uuid import UUID

from server.core.act import Act
from server.core.actor import MemberRole
from server.models.application import Application, ApplicationState
from server.models.collaborator import Collaborator, CollaboratorKind
from server.services import audit
from server.services.applications import form as forms
from server.services.applications import identity
from server.services.applications.conflicts import conflicts_of
from server.services.applications.documents import attached
from server.services.approvals.subjects import Case, register
from server.services.members.invite import join
from server.services.personal import seal
from server.workflows.state import CheckResult, RunStatus, Verdict

_STATES = {
    RunStatus.REJECTED: ApplicationState.REJECTED,
    RunStatus.WITHDRAWN: ApplicationState.WITHDRAWN,
    RunStatus.EXPIRED: ApplicationState.WITHDRAWN,
}


class Onboarding:
    """The application of somebody who wants to become a collaborator."""

    kind = "application"

    def case(self, act: Act, key: UUID) -> Case:
        """Return the case: the applicant never decides it, nor does who is near to the applicant."""
        application = Application.get_by_id(key)
        return Case(
            title=f"{application.number or ''} {application.public_name}".strip(),
            applicants=frozenset({application.applicant}),
            conflicts=conflicts_of(act, application),
            kind=application.collaborator_kind.value,
        )

    def check(self, act: Act, key: UUID, name: str) -> CheckResult:
        """Carry out ``completeness``, ``duplicate`` or ``aggregator-licence``."""
        application = Application.get_by_id(key)
        form = forms.open_form(act, application)
        return {
            "completeness": _completeness,
            "duplicate": _duplicate,
            "aggregator-licence": _licence,
        }[name](act, application, form)

    def asked(self, act: Act, key: UUID, fields: frozenset[str]) -> None:
        """Open ``fields`` to the applicant."""
        Application.update(
            state=ApplicationState.CHANGES_REQUESTED, asked_fields=sorted(fields), version=Application.version + 1
        ).where(Application.id == key).execute()

    def concluded(self, act: Act, key: UUID, status: RunStatus) -> None:
        """Close the application; an approved one becomes a collaborator, with the applicant as administrator."""
        application = Application.get_by_id(key)
        if status is RunStatus.APPROVED:
            _welcome(act, application)
            return
        identity.drop_keys(application)
        Application.update(state=_STATES[status], version=Application.version + 1).where(
            Application.id == key
        ).execute()


def _welcome(act: Act, application: Application) -> None:
    form = forms.open_form(act, application)
    expires = form.get("licence_expires_on")
    collaborator = Collaborator(
        created_at=act.now,
        kind=application.collaborator_kind,
        public_name=application.public_name,
        sectors=application.sectors,
        licence_number=form.get("licence_number"),
        licence_expires_on=date.fromisoformat(expires) if expires else None,
        approved_at=act.now,
        is_synthetic=application.is_synthetic,
    )
    profile = forms.dumped(form)
    collaborator.profile_sealed = seal(act.platform.keys, Collaborator, "profile", collaborator.id, profile)
    collaborator.save(force_insert=True)
    join(act, application.applicant, collaborator.id, MemberRole.ADMIN)
    identity.hand_over_keys(application, collaborator)
    Application.update(
        state=ApplicationState.APPROVED, collaborator=collaborator, version=Application.version + 1
    ).where(Application.id == application.id).execute()
    audit.record(act, f"application:{application.id}", "application.approved", {"collaborator": collaborator.id})
    audit.record(act, f"collaborator:{collaborator.id}", "collaborator.approved", {"application": application.id})


def _completeness(act: Act, application: Application, form: forms.Form) -> CheckResult:
    lacking = forms.missing(application.collaborator_kind, form, attached(application.id))
    if not lacking:
        return CheckResult("completeness", Verdict.PASS)
    return CheckResult("completeness", Verdict.FAIL, frozenset(lacking), "INCOMPLETE")


def _duplicate(act: Act, application: Application, form: forms.Form) -> CheckResult:
    alike = identity.possible_duplicates(act, application, form)
    if not alike:
        return CheckResult("duplicate", Verdict.PASS)
    return CheckResult("duplicate", Verdict.NEEDS_HUMAN, code="POSSIBLE_DUPLICATE")


def _licence(act: Act, application: Application, form: forms.Form) -> CheckResult:
    if application.collaborator_kind is not CollaboratorKind.AGGREGATOR:
        return CheckResult("aggregator-licence", Verdict.PASS)
    expires = form.get("licence_expires_on")
    if expires is not None and date.fromisoformat(expires) >= act.today:
        return CheckResult("aggregator-licence", Verdict.PASS)
    return CheckResult("aggregator-licence", Verdict.FAIL, frozenset({"licence_expires_on"}), "LICENCE_EXPIRED")


ONBOARDING = register(Onboarding())
