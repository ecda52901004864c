"""Refusals as GraphQL types, derived from the refusals themselves: one type each, all implementing ``UserError``."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from enum import Enum, StrEnum
from typing import Annotated, Any, Union, get_type_hints

import strawberry

from server.core import errors
from server.core.errors import Refused
from server.messages.catalogue import text
from server.schema.fields import doc

_HIDDEN = {f.name for f in fields(Refused)}
_types: dict[type[Refused], type] = {}

ALWAYS: tuple[type[Refused], ...] = (errors.NotPermitted, errors.NotFound, errors.InvalidInput)
KEYED: tuple[type[Refused], ...] = (errors.IdempotencyKeyReused,)


@strawberry.interface(description="A request that was understood and not carried out. Nothing was changed.")
class UserError:
    """What all refusals share."""

    code: str = strawberry.field(description="Stable, for programs; listed in `docs/api/errors.md`.")
    message: str = strawberry.field(description="For people, in the language of the request.")
    path: list[str] = strawberry.field(description="Leads from the mutation's arguments to the field at fault.")


def error_type(refusal: type[Refused]) -> type:
    """Return the GraphQL type of a refusal, made once: its public fields are the type's fields."""
    if refusal not in _types:
        hints = get_type_hints(refusal)
        names = [f.name for f in fields(refusal) if f.name not in _HIDDEN]
        body: dict[str, Any] = {
            "__doc__": doc(refusal),
            "__annotations__": {name: _plain(hints[name]) for name in names},
            "is_type_of": classmethod(lambda cls, value, info: isinstance(value, cls)),
            **{name: strawberry.field(description=f"{_words(name)} of this refusal.") for name in names},
        }
        cls = type(f"{refusal.__name__}Error", (UserError,), body)
        _types[refusal] = strawberry.type(cls, description=doc(refusal))
    return _types[refusal]


def error_types() -> tuple[type, ...]:
    """Return the GraphQL types of all refusals that some mutation can answer with."""
    return tuple(_types.values())


def error_union(name: str, refusals: Iterable[type[Refused]]) -> Any:
    """Return the union of the refusals' types under ``name``."""
    members = tuple(error_type(refusal) for refusal in dict.fromkeys(refusals))
    described = "Why the request was refused; select on `UserError` to be ready for refusals added later."
    return Annotated[Union[members], strawberry.union(name, description=described)]  # noqa: UP007  # built at run time


def present(refused: Refused, language: str) -> Any:
    """Return ``refused`` as an instance of its GraphQL type, with its text in ``language``."""
    params = refused.params()
    return error_type(type(refused))(
        code=refused.code,
        message=text(refused.code, language, params),
        path=client_path(refused.path),
        **{name: _value(value) for name, value in params.items()},
    )


_MAPS = ("facts",)
"""Fields that hold a map: what follows them in a path is a key of the client's own."""


def client_path(path: Sequence[str | int]) -> list[str]:
    """Return a path of snake_case names as the client wrote them, starting at ``input``."""
    own_key = [False, *(part in _MAPS for part in path)]
    return [
        "input",
        *(
            _camel(part) if isinstance(part, str) and not is_key else str(part)
            for part, is_key in zip(path, own_key, strict=False)
        ),
    ]


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _plain(hint: Any) -> Any:
    return str if isinstance(hint, type) and issubclass(hint, StrEnum) else hint


def _value(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else list(value) if isinstance(value, tuple) else value
