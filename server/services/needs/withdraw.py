"""The unit no longer needs it, or not now."""

from uuid import UUID

from server.core.act import Act
from server.core.errors import VersionConflict
from server.core.verbs import verb
from server.models.ledger_entry import EntryKind
from server.models.need import Need, NeedState
from server.services import audit, ledger
from server.services.approvals.running import Situation, command
from server.services.needs.finding import own_for_update, run_of
from server.services.needs.refusals import NeedNotChangeable, NeedPromised
from server.workflows import applicant
from server.workflows.outcome import Outcome
from server.workflows.refusals import RunClosed


@verb(refuses=(VersionConflict, NeedNotChangeable, NeedPromised, RunClosed))
def withdraw(act: Act, need_id: UUID, expected_version: int) -> Need:
    """Withdraw a need: one that is not verified yet ends with its run, an open one when nothing promised is on its way.

    What was delivered stays needed in the ledger; only the rest is taken back.
    """
    run = run_of(need_id)
    need = own_for_update(act, need_id, expected_version, NeedState.PROPOSED, NeedState.OPEN, NeedState.PAUSED)
    if need.state is NeedState.PROPOSED and run is not None:
        command(act, run.id, lambda situation: _end(act, situation))
        return Need.get_by_id(need.id)
    if need.reserved:
        raise NeedPromised(path=("need_id",), quantity=need.reserved)
    if need.state is not NeedState.PROPOSED and need.delivered < need.needed:
        ledger.post(act, need, EntryKind.NEEDED, need.delivered - need.needed)
    return _move(act, need, NeedState.WITHDRAWN)


@verb(refuses=(VersionConflict, NeedNotChangeable))
def pause(act: Act, need_id: UUID, expected_version: int) -> Need:
    """Take no more pledges for now; those that are accepted stay."""
    return _move(act, own_for_update(act, need_id, expected_version, NeedState.OPEN), NeedState.PAUSED)


@verb(refuses=(VersionConflict, NeedNotChangeable))
def resume(act: Act, need_id: UUID, expected_version: int) -> Need:
    """Take pledges again."""
    return _move(act, own_for_update(act, need_id, expected_version, NeedState.PAUSED), NeedState.OPEN)


def _move(act: Act, need: Need, state: NeedState) -> Need:
    Need.update(state=state, version=Need.version + 1).where(Need.id == need.id).execute()
    audit.record(act, f"need:{need.id}", f"need.{state.lower()}", {"before": need.state})
    return Need.get_by_id(need.id)


def _end(act: Act, situation: Situation) -> Outcome:
    if act.actor.account_id is None:
        raise AssertionError("an own need was found for nobody")
    return applicant.withdraw(
        situation.workflow, situation.run, act.actor.account_id, situation.facts, act.now, situation.calendar
    )
