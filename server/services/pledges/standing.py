"""Who may do what with a pledge as it stands now: asked by the verbs, and by a page that shows what it offers."""

from server.core.act import Act
from server.models.need import Need
from server.models.pledge import HOLDING, Pledge, PledgeState
from server.policies.permissions import Permission
from server.policies.permits import require
from server.policies.predicates import Case
from server.services.pledges.refusals import PledgeNotOpen

_PATH = ("pledge_id",)


def require_cancellable(act: Act, pledge: Pledge) -> None:
    """Return when the actor may take back what was not delivered."""
    require(act, Permission.PLEDGE_PLACE, Case(organisation=pledge.collaborator_id))
    state = pledge.state_at(act.now)
    if state not in HOLDING:
        raise PledgeNotOpen(path=_PATH, state=state.value)


def require_allottable(act: Act, need: Need, pledge: Pledge) -> None:
    """Return when the actor may allot parts of the pledge."""
    require(act, Permission.PLEDGE_ALLOCATE, Case(organisation=pledge.collaborator_id, unit=need.unit_id))
    _require_accepted(act, pledge)


def require_deliverable(act: Act, need: Need, pledge: Pledge) -> None:
    """Return when the actor may report a hand-over under the pledge."""
    require(act, Permission.DELIVERY_REPORT, Case(need.area, need.sector, pledge.collaborator_id))
    _require_accepted(act, pledge)


def _require_accepted(act: Act, pledge: Pledge) -> None:
    state = pledge.state_at(act.now)
    if state is not PledgeState.ACCEPTED:
        raise PledgeNotOpen(path=_PATH, state=state.value)
