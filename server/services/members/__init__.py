"""Who belongs to an organisation: inviting, accepting, joining, removing."""
