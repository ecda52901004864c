"""Accounts: registering, verifying, passwords, disabling."""
