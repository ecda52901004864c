"""Collaborators: everybody sees who helps, by public name, kind, sectors and state; nobody sees the form here."""

from typing import Any

from server.core.act import Act
from server.visibility.scopes import EVERYTHING


def visible(act: Act) -> Any:
    """Every collaborator is public: it holds only approved values, and the form stays sealed."""
    return EVERYTHING
