"""Needs in the API."""
