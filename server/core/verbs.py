"""The contract of a service verb: what it can refuse and which guards it runs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from server.core.errors import Refused
from server.core.guards import Guard

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Contract:
    """What callers of a verb must be ready for."""

    refuses: tuple[type[Refused], ...] = ()
    enforces: tuple[Guard, ...] = ()


def verb(*, refuses: tuple[type[Refused], ...] = (), enforces: tuple[Guard, ...] = ()) -> Callable[[F], F]:
    """Declare the contract of a service verb.

    ``NotPermitted``, ``NotFound`` and ``InvalidInput`` need no mention: any verb may refuse with them.
    """

    def wrap(function: F) -> F:
        function.__contract__ = Contract(refuses, enforces)  # type: ignore[attr-defined]  # read by contract_of
        return function

    return wrap


def contract_of(function: Callable[..., Any]) -> Contract:
    """Return the contract of ``function``; an undeclared verb refuses nothing of its own."""
    found: Contract = getattr(function, "__contract__", Contract())
    return found
