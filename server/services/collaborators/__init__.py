"""Writes on collaborators."""
