"""The mutations of recipients, one file each."""

import strawberry

from server.schema.recipients.recipient_register import recipient_register
from server.schema.recipients.recipient_reveal import recipient_reveal
from server.schema.recipients.recipient_update import recipient_update


@strawberry.type
class RecipientMutations:
    """Recipients: register, correct, reveal."""

    recipient_register = recipient_register
    recipient_reveal = recipient_reveal
    recipient_update = recipient_update
