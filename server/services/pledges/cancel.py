"""A collaborator takes a promise back; what was not delivered returns to the need."""

from uuid import UUID

from server.core.act import Act
from server.core.errors import VersionConflict
from server.core.verbs import verb
from server.models.pledge import Pledge, PledgeState
from server.policies.permissions import Permission
from server.policies.permits import require
from server.policies.predicates import Case
from server.services.pledges.expiring import end
from server.services.pledges.finding import pledge_for_update
from server.services.pledges.refusals import PledgeNotOpen
from server.services.pledges.standing import require_cancellable


@verb(refuses=(PledgeNotOpen, VersionConflict))
def cancel(act: Act, pledge_id: UUID, expected_version: int) -> Pledge:
    """Cancel the undelivered rest; a pledge that is cancelled already is returned as it is (it releases once)."""
    _, pledge = pledge_for_update(act, pledge_id)
    require(act, Permission.PLEDGE_PLACE, Case(organisation=pledge.collaborator_id))
    if pledge.state is PledgeState.CANCELLED:
        return pledge
    require_cancellable(act, pledge)
    if pledge.version != expected_version:
        raise VersionConflict(path=("expected_version",), current_version=pledge.version)
    end(act, pledge, PledgeState.CANCELLED)
    return Pledge.get_by_id(pledge.id)
