"""What registering or changing a recipient gives: the recipient, and what a person should look at once more."""

from server.messages.catalogue import text
from server.schema.context import Info
from server.schema.fields import field, object_type
from server.schema.problems import client_path
from server.schema.recipients.types import Recipient
from server.services.recipients.register import Registered


@object_type
class RecipientWarning:
    """Something odd that refused nobody."""

    code: str = field("Stable, for programs.")
    message: str = field("For people, in the language of the request.")
    path: list[str] = field("Leads to the field that a person should look at.")


class RecipientRegistration:
    """The payload's fields."""

    recipient: Recipient
    warnings: list[RecipientWarning]


def registration(info: Info, done: Registered) -> dict[str, object]:
    """Return the fields of the payload."""
    warnings = [
        RecipientWarning(
            code=warned.code, message=text(warned.code, info.context.language), path=client_path((warned.field,))
        )
        for warned in done.warnings
    ]
    return {"recipient": done.recipient, "warnings": warnings}
