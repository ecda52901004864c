"""Sectors in the API."""
