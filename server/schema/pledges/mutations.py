"""The mutations of pledges, one file each."""

import strawberry

from server.schema.pledges.pledge_allocate import pledge_allocate
from server.schema.pledges.pledge_cancel import pledge_cancel
from server.schema.pledges.pledge_place import pledge_place


@strawberry.type
class PledgeMutations:
    """Pledges: place, allot, cancel."""

    pledge_allocate = pledge_allocate
    pledge_cancel = pledge_cancel
    pledge_place = pledge_place
