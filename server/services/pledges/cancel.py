"""A collaborator takes a promise back; what was not delivered returns to the need."""

from uuid import UUID

from server.core.act import Act
from server.core.verbs import verb
from server.models.pledge import HOLDING, Pledge, PledgeState
from server.policies.permissions import Permission
from server.policies.permits import require
from server.policies.predicates import Case
from server.services.pledges.expiring import end
from server.services.pledges.finding import pledge_for_update
from server.services.pledges.refusals import PledgeNotOpen


@verb(refuses=(PledgeNotOpen,))
def cancel(act: Act, pledge_id: UUID) -> Pledge:
    """Cancel the undelivered rest; a pledge that is cancelled already is returned as it is (it releases once)."""
    _, pledge = pledge_for_update(act, pledge_id)
    require(act, Permission.PLEDGE_PLACE, Case(organisation=pledge.collaborator_id))
    if pledge.state is PledgeState.CANCELLED:
        return pledge
    if pledge.state not in HOLDING or not end(act, pledge, PledgeState.CANCELLED):
        raise PledgeNotOpen(path=("pledge_id",), state=pledge.state.value)
    return Pledge.get_by_id(pledge.id)
