"""Approval workflows as values and the engine that decides over them. Pure."""
