"""The edge's transaction: one per mutation or job. Only edges use it; verbs never commit."""

from collections.abc import Callable
from typing import TypeVar

from server.core.db import database
from server.core.errors import Refusals, Refused

T = TypeVar("T")


class _Undo(Exception):
    """Rolls back what a dry run did."""


def run(work: Callable[[], T], *, dry: bool = False) -> T:
    """Run ``work`` in one transaction; raise = rollback, return = commit (``dry`` rolls back and returns as well).

    A refusal that carries a trace has it written in a second transaction after the rollback, then goes on up.
    """
    result: list[T] = []
    try:
        with database.atomic():
            result.append(work())
            if dry:
                raise _Undo
    except _Undo:
        pass
    except (Refused, Refusals) as refused:
        if not dry:
            _leave_traces(refused)
        raise
    return result[0]


def _leave_traces(refused: Refused | Refusals) -> None:
    several = refused.refused if isinstance(refused, Refusals) else (refused,)
    traces = [one.trace for one in several if one.trace is not None]
    if traces:
        with database.atomic():
            for trace in traces:
                trace()
