"""Writes on needs."""
