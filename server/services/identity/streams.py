"""The audit stream of an account."""

from uuid import UUID


def stream(account_id: UUID) -> str:
    """Return the audit stream of an account."""
    return f"account:{account_id}"
