"""Collaborators in the API."""
