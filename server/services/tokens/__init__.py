"""Personal access tokens: creating, revoking."""
