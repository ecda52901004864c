"""recipientReveal: see who a recipient is, and have it noted."""

from datetime import date
from typing import Any

import strawberry

from server.policies.permissions import Permission
from server.schema.context import Info
from server.schema.fields import enum_type, field, input_type, object_type
from server.schema.mutation import mutation
from server.schema.nodes import key_of
from server.services.recipients import identity, reveal
from server.services.recipients.reveal import RevealReason

enum_type(RevealReason)


@input_type
class RecipientRevealInput:
    """Whom to show, and why."""

    recipient_id: strawberry.ID = field("The recipient.")
    reason: RevealReason = field("Why; it stands in the audit trail for ever.")


@object_type
class RecipientIdentity:
    """Who a recipient is, in clear. All of it is null in a dry run, in which nothing is noted."""

    name: str | None = field("The name.")
    birth_date: date | None = field("The birth date.")
    nik: str | None = field("The NIK.")
    kk: str | None = field("The number of the family card.")
    business: str | None = strawberry.field(name="businessNumber", description="The number of the business (NIB).")


class RecipientRevealed:
    """The payload's fields."""

    identity: RecipientIdentity


@mutation(may=Permission.RECIPIENT_REVEAL, runs=reveal.reveal, gives=RecipientRevealed)
def recipient_reveal(info: Info, input: RecipientRevealInput) -> dict[str, object]:
    """Show a recipient's identity. It needs the second factor, and who looked and why is kept."""
    act = info.context.act
    row = reveal.reveal(act, key_of(input.recipient_id, "Recipient", ("recipient_id",)), input.reason)
    shown: dict[str, Any] = dict.fromkeys(identity.NAMES)
    box = RecipientIdentity(**shown)
    # Opened only once the note is committed: what was not noted is not seen, in a dry run neither.
    info.context.after_commit(lambda: _fill(box, identity.opened(act, row)))
    return {"identity": box}


def _fill(box: RecipientIdentity, clear: identity.Identity) -> None:
    for name in identity.NAMES:
        setattr(box, name, getattr(clear, name))
