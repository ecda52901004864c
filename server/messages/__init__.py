"""Every text a user sees, in Indonesian and English, keyed by code. Pure."""
