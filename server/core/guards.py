"""The guards that a service verb runs before it writes, by name, and the record of which of them ran.

A mutation says ``enforces=(…)``, its verb says the same, and the edge compares both with what really ran: a guard
that is promised in the schema and skipped in the code is a bug that no test has to think of.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Guard(StrEnum):
    """What a resolver of this platform exists to enforce (PRODUCT §6)."""

    ELIGIBILITY = "ELIGIBILITY"
    DUPLICATE = "DUPLICATE"
    OVERLAP = "OVERLAP"
    REMAINING = "REMAINING"


_ran: ContextVar[set[Guard] | None] = ContextVar("guards_ran", default=None)


def guard(name: Guard) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a function as the one that enforces ``name``; calling it counts as having run the guard."""

    def wrap(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            ran = _ran.get()
            if ran is not None:
                ran.add(name)
            return function(*args, **kwargs)

        return run

    return wrap


@contextmanager
def watching() -> Iterator[set[Guard]]:
    """Collect the guards that run inside the block."""
    found: set[Guard] = set()
    token = _ran.set(found)
    try:
        yield found
    finally:
        _ran.reset(token)
