"""Writes, by noun and verb. They refuse, write and audit; they never commit."""
