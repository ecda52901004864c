"""Writes on sectors, and the definition in force."""
