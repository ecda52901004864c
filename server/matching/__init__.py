"""Identifiers, names and the search for duplicates. Pure."""
