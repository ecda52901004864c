"""Accounts, sessions, second factors, tokens, members and grants in the API."""
