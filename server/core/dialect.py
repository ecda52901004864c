"""The only place, with ``migrations/``, that knows SQLite from PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from peewee import SQL, Database, Field, IntegrityError, Query, SqliteDatabase, fn

from server.core.db import database

_is_alone: ContextVar[bool] = ContextVar("is_alone", default=False)


class UtcDateTimeField(Field):
    """An aware instant in UTC: ISO 8601 text of fixed width on SQLite (so that it sorts), ``timestamptz`` elsewhere."""

    field_type = "UTC"

    def db_value(self, value: datetime | None) -> str | None:
        """Refuse naive values; both engines take the same text."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{self.name}: an instant needs a zone")
        return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")

    def python_value(self, value: str | datetime | None) -> datetime | None:
        """Return an aware datetime in UTC."""
        if value is None:
            return None
        return (datetime.fromisoformat(value) if isinstance(value, str) else value).astimezone(UTC)


class CodeField(Field):
    """A code compared byte by byte on both engines, so that a prefix is a range (area codes, periods)."""

    field_type = "CODE"

    def db_value(self, value: str | None) -> str | None:
        """Pass the code on as text."""
        return None if value is None else str(value)


def is_sqlite(opened: Database | None = None) -> bool:
    """Say whether the (bound) database is SQLite."""
    return isinstance(opened or database.obj, SqliteDatabase)


def locked(query: Any, *, skip: bool = False) -> Any:
    """Return ``query`` with row locks; ``skip`` passes over rows that another transaction holds.

    SQLite needs neither: an IMMEDIATE transaction is the only writer.
    """
    if is_sqlite():
        return query
    return query.for_update("FOR UPDATE SKIP LOCKED" if skip else "FOR UPDATE")


def attempt(query: Query) -> Any:
    """Run an insert or update that may lose a race; return its result, or ``None`` when a constraint refused it.

    The savepoint matters on PostgreSQL, where a failed statement would spoil the whole transaction.
    """
    try:
        with database.atomic():
            return query.execute()
    except IntegrityError:
        return None


def in_subtree(column: Any, code: str) -> Any:
    """Return the condition that ``column`` is ``code`` or lies below it; a range, so that an index serves it."""
    return (column == code) | ((column >= f"{code}.") & (column < f"{code}/"))


def serialise(stream: str) -> None:
    """Make transactions on the same ``stream`` wait for each other until they end (nothing to do on SQLite)."""
    if not is_sqlite() and not _is_alone.get():
        database.execute_sql("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", (stream,))


def one_snapshot() -> None:
    """Let all that follows in this transaction see one state of the database; its first statement.

    SQLite needs none: an IMMEDIATE transaction is the only writer.
    """
    if not is_sqlite():
        database.execute_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def lost_to_another(error: Exception) -> bool:
    """Say whether the database ended a transaction for the sake of another (deadlock, failed serialisation).

    Only PostgreSQL does; SQLite has one writer. The same transaction may succeed when it is run again.
    """
    return getattr(error.__cause__ or error.__context__, "sqlstate", None) in {"40P01", "40001"}


@contextmanager
def alone() -> Iterator[None]:
    """Write a great deal in one transaction as the only one who records history; ``serialise`` then locks nothing.

    A lock for each of thousands of streams would not fit into PostgreSQL's table of locks; one on the history does, and
    whoever else writes there waits for the end of the transaction.
    """
    if not is_sqlite():
        database.execute_sql('LOCK TABLE "audit_entry" IN EXCLUSIVE MODE')
    token = _is_alone.set(True)
    try:
        yield
    finally:
        _is_alone.reset(token)


def nulls_last(column: Any, *, descending: bool = False) -> Any:
    """Order by ``column`` with nulls at the end, the same on both engines."""
    return column.desc(nulls="LAST") if descending else column.asc(nulls="LAST")


def month_of(column: Any) -> Any:
    """Return the first seven characters (``YYYY-MM``) of a date column as text."""
    return fn.substr(column.cast("TEXT"), 1, 7) if is_sqlite() else fn.to_char(column, SQL("'YYYY-MM'"))
