"""Pledges in the API."""
