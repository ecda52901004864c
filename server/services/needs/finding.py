"""Loads the need that its unit changes, locked, or refuses."""

from uuid import UUID

from server.core.act import Act
from server.core.dialect import locked
from server.core.errors import NotFound, VersionConflict
from server.models.need import Need, NeedState
from server.models.workflow_run import WorkflowRun
from server.policies.permissions import Permission
from server.policies.permits import require
from server.policies.predicates import Case
from server.services.approvals.running import lock_run
from server.services.needs.refusals import NeedNotChangeable
from server.visibility import needs as visibility
from server.workflows.state import RunStatus

GOING_ON = (RunStatus.IN_REVIEW.value, RunStatus.CHANGES_REQUESTED.value)


def own_for_update(act: Act, key: UUID, expected_version: int, *states: NeedState) -> Need:
    """Return the need in one of ``states`` and at the version that the client read, locked.

    Call ``run_of`` first where the run is moved too: every command locks the run before its subject.
    """
    need: Need | None = locked(Need.select().where(Need.id == key, visibility.visible(act))).first()
    if need is None:
        raise NotFound(path=("need_id",))
    require(act, Permission.NEED_PROPOSE, Case(need.area, need.sector, unit=need.unit_id))
    if need.state not in states:
        raise NeedNotChangeable(path=("need_id",), state=need.state.value)
    if need.version != expected_version:
        raise VersionConflict(path=("expected_version",), current_version=need.version)
    return need


def run_of(key: UUID) -> WorkflowRun | None:
    """Return the run that verifies the need, locked; ``None`` when none goes on."""
    going_on = WorkflowRun.select().where(
        WorkflowRun.subject_kind == "need", WorkflowRun.subject_id == key, WorkflowRun.state.in_(GOING_ON)
    )
    seen = going_on.order_by(WorkflowRun.id.desc()).first()
    return None if seen is None else lock_run(seen.id)
