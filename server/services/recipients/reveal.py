"""Shows who a recipient is, to somebody who may know and says why."""

from enum import StrEnum
from uuid import UUID

from server.core.act import Act
from server.core.errors import NotFound
from server.core.verbs import verb
from server.models.recipient import Recipient
from server.models.recipient_unit import RecipientUnit
from server.policies.permissions import Permission
from server.policies.permits import require
from server.policies.predicates import Case
from server.services import audit
from server.visibility import recipients as visibility


class RevealReason(StrEnum):
    """Why somebody needs to know; a free text would end up holding what it is about."""

    VERIFICATION = "VERIFICATION"
    DELIVERY = "DELIVERY"
    GRIEVANCE = "GRIEVANCE"
    DATA_SUBJECT_REQUEST = "DATA_SUBJECT_REQUEST"
    LEGAL_DUTY = "LEGAL_DUTY"


@verb()
def reveal(act: Act, recipient_id: UUID, reason: RevealReason) -> Recipient:
    """Note that the actor is shown the recipient's identity, and return the row.

    The caller opens it (``identity.opened``) only once the note is committed: nobody sees anything unrecorded.
    """
    recipient = Recipient.select().where(Recipient.id == recipient_id, visibility.visible(act)).first()
    if recipient is None:
        raise NotFound(path=("recipient_id",))
    area = RecipientUnit.get_by_id(recipient.unit_id).area
    require(act, Permission.RECIPIENT_REVEAL, Case(area, recipient.sector, unit=recipient.unit_id))
    audit.record(act, f"recipient:{recipient.id}", "recipient.revealed", {"reason": reason})
    found: Recipient = recipient
    return found
