"""What is known of the installation itself."""

from server.models.account import Account
from server.models.collaborator import Collaborator
from server.models.recipient_unit import RecipientUnit


def is_empty() -> bool:
    """Say whether nobody has used this installation yet; what ships with it (areas, sectors) does not count."""
    return not any(row.select().exists() for row in (Account, Collaborator, RecipientUnit))
