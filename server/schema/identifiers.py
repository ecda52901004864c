"""Ids in the filters of lists."""

from typing import Any
from uuid import UUID

from server.core.errors import NotFound
from server.schema.connections import bad_input
from server.schema.context import Info
from server.schema.nodes import key_of


def wanted_key(info: Info, text: Any, type_name: str) -> UUID | None:
    """Return the key in an id that a list is narrowed by; ``None`` when it was not sent.

    An id that is malformed or of another type is a ``BAD_USER_INPUT`` error: an empty list would hide the mistake.
    """
    if not text:
        return None
    try:
        return key_of(text, type_name)
    except NotFound:
        raise bad_input(info, "BAD_ID") from None
