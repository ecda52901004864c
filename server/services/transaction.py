"""The edge's transaction: one per mutation or job. Only edges use it; verbs never commit."""

from collections.abc import Callable
from typing import TypeVar

from peewee import OperationalError

from server.core.db import database
from server.core.dialect import lost_to_another
from server.core.errors import Refusals, Refused

T = TypeVar("T")
ATTEMPTS = 4


class _Undo(Exception):
    """Rolls back what a dry run did."""


def run(work: Callable[[], T], *, dry: bool = False) -> T:
    """Run ``work`` in one transaction; raise = rollback, return = commit (``dry`` rolls back and returns as well).

    A refusal that carries a trace has it written in a second transaction after the rollback, then goes on up.

    When the database ends the transaction because it and another waited for each other, ``work`` is run again, up to
    three times: nothing was committed and nobody was answered. So ``work`` may not reach outside the database.
    """
    try:
        return _again_when_lost(lambda: _once(work, dry))
    except (Refused, Refusals) as refused:
        if not dry:
            _leave_traces(refused)
        raise


def _once(work: Callable[[], T], dry: bool) -> T:
    result: list[T] = []
    try:
        with database.atomic():
            result.append(work())
            if dry:
                raise _Undo
    except _Undo:
        pass
    return result[0]


def _again_when_lost(work: Callable[[], T]) -> T:
    # Inside another transaction a repeat cannot help: the database ended that one too.
    attempts = 1 if database.in_transaction() else ATTEMPTS
    for attempt in range(1, attempts + 1):
        try:
            return work()
        except OperationalError as error:
            if attempt == attempts or not lost_to_another(error):
                raise
    raise AssertionError("unreachable: the last attempt returns or raises")


def _leave_traces(refused: Refused | Refusals) -> None:
    several = refused.refused if isinstance(refused, Refusals) else (refused,)
    traces = [one.trace for one in several if one.trace is not None]
    if traces:
        run(lambda: [trace() for trace in traces])
