"""Recipient units in the API."""
