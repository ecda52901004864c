"""How types, inputs and fields are declared, so that nothing in the SDL is without a description."""

import inspect
from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar, dataclass_transform, overload

import strawberry

from server.messages.catalogue import text

T = TypeVar("T")
EnumT = TypeVar("EnumT", bound=type[StrEnum])


def doc(thing: object) -> str:
    """Return the docstring of ``thing`` as one description; a missing one is an error at import."""
    found = inspect.getdoc(thing)
    if not found:
        raise TypeError(f"{thing!r} needs a docstring: it becomes the SDL description")
    return found


@overload
def field(described: str) -> Any: ...
@overload
def field(described: Callable[..., Any]) -> Any: ...
def field(described: str | Callable[..., Any]) -> Any:
    """Declare a field: ``name: str = field("…")`` reads the row's attribute, ``@field`` runs a resolver."""
    if isinstance(described, str):
        return strawberry.field(description=described)
    return strawberry.field(resolver=described, description=doc(described))


@dataclass_transform(kw_only_default=True)
def input_type(cls: type[T]) -> type[T]:
    """Declare an input whose description is the class's docstring."""
    return strawberry.input(cls, description=doc(cls))


@dataclass_transform(kw_only_default=True)
def object_type(cls: type[T]) -> type[T]:
    """Declare an object that is not a row, described by the class's docstring."""
    return strawberry.type(cls, description=doc(cls))


def enum_type(cls: EnumT, name: str | None = None) -> EnumT:
    """Declare an enumeration (as ``name``, where two share one); the English texts ``<Enum>.<VALUE>`` describe it."""
    declared = strawberry.enum(cls, name=name, description=doc(cls))
    for value in declared.__strawberry_definition__.values:  # type: ignore[attr-defined]  # set by strawberry.enum
        value.description = text(f"{name or cls.__name__}.{value.name}", "en")
    return declared


def argument(described: str) -> Any:
    """Describe an argument: ``first: Annotated[int, argument("…")] = 20``."""
    return strawberry.argument(description=described)


def optional(described: str, default: object = strawberry.UNSET) -> Any:
    """Declare an input field that may be left out: ``note: str | None = optional("…")`` is then ``UNSET``."""
    return strawberry.field(description=described, default=default)


def idempotency_key() -> Any:
    """Declare the key of an input that creates something."""
    return optional("Up to 128 characters of your choice; the same request with the same key is carried out once.")
