"""Enumerations that several nouns show: declared once, imported from here."""

from server.core.roles import Role
from server.schema.fields import enum_type

enum_type(Role)

__all__ = ["Role"]
