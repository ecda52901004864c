"""Objects with an id: which GraphQL type shows which row, and who may see it."""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

import strawberry

from server.core.act import Act
from server.core.errors import NotFound, Path
from server.models.base import BaseRow
from server.reads.batches import by_keys
from server.schema.fields import doc, field
from server.schema.reading_log import note_read

T = TypeVar("T")
Visible = Callable[[Act], Any]
"""Takes the act, gives the condition under which its actor may see a row (``visibility``)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the catalog: type, row and row permission. The planner reads it, and so do the loaders.

    ``is_personal`` rows are about somebody: whoever fetches one is noted.
    """

    shown_as: type
    model: type[BaseRow]
    visible: Visible
    is_personal: bool = False


CATALOG: dict[type[BaseRow], Entry] = {}
BY_NAME: dict[str, Entry] = {}


@strawberry.interface(description="An object that can be fetched again by its id.")
class Node:
    """An object that can be fetched again by its id. Resolvers of nodes are handed the row itself."""

    @field
    def id(self) -> strawberry.ID:
        """Opaque and stable; give it to `node(id:)`."""
        row: Any = self
        return encode_id(CATALOG[type(row)].shown_as.__name__, row.id)


def node(*, model: type[BaseRow], visible: Visible, is_personal: bool = False) -> Callable[[type[T]], type[T]]:
    """Declare the GraphQL type that shows ``model``; its plain fields are the row's attributes of the same name."""

    def wrap(cls: type[T]) -> type[T]:
        cls.is_type_of = classmethod(lambda _, row, info: isinstance(row, model))  # type: ignore[attr-defined]
        declared = strawberry.type(cls, description=doc(cls))
        entry = Entry(declared, model, visible, is_personal)
        CATALOG[model] = BY_NAME[cls.__name__] = entry
        return declared

    return wrap


def encode_id(type_name: str, key: UUID) -> strawberry.ID:
    """Return the opaque id of a row."""
    return strawberry.ID(base64.urlsafe_b64encode(f"{type_name}:{key.hex}".encode()).decode().rstrip("="))


def decode_id(text: str) -> tuple[str, UUID]:
    """Return type name and key of an opaque id; raise ``ValueError`` for anything that is not one of ours."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
        name, _, key = raw.partition(":")
        return name, UUID(hex=key)
    except (binascii.Error, UnicodeDecodeError, ValueError) as fault:
        raise ValueError("not an id of this platform") from fault


def key_of(text: str, type_name: str, path: Path = ()) -> UUID:
    """Return the row key in an id given as input; a malformed id and one of another type are simply not found."""
    try:
        name, key = decode_id(text)
    except ValueError:
        raise NotFound(path=path) from None
    if name != type_name:
        raise NotFound(path=path)
    return key


def find_node(act: Act, text: str) -> Any:
    """Return the row behind ``text`` when the actor may see it; ``None`` alike for missing, forbidden, malformed."""
    return find_nodes(act, [text])[0]


def find_as(act: Act, text: str, type_name: str) -> Any:
    """Return the row behind ``text`` when it is shown as ``type_name`` and the actor may see it; ``None`` otherwise."""
    found = find_node(act, text)
    return found if found is not None and CATALOG[type(found)].shown_as.__name__ == type_name else None


def find_nodes(act: Act, texts: Sequence[str]) -> list[Any]:
    """Return the row behind each id, or ``None``: one statement per type, whether rows are missing or forbidden."""
    wanted = [_known(text) for text in texts]
    found: dict[tuple[str, UUID], BaseRow] = {}
    for name in dict.fromkeys(name for name, _ in filter(None, wanted)):
        entry = BY_NAME[name]
        keys = [key for other, key in filter(None, wanted) if other == name]
        rows = by_keys(entry.model, keys, entry.visible(act))
        if entry.is_personal:
            note_read(act, name, rows)
        found.update({(name, key): row for key, row in rows.items()})
    return [found.get(one) if one else None for one in wanted]


def _known(text: str) -> tuple[str, UUID] | None:
    try:
        name, key = decode_id(text)
    except ValueError:
        return None
    return (name, key) if name in BY_NAME else None
