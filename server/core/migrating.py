"""Moves the schema up and down with the numbered files in ``migrations/``."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peewee import Database
from playhouse.migrations import Runner

from server.core.dialect import is_sqlite

_LOCK = 7_105_831


def migrations_dir() -> Path:
    """Return the folder of migrations: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "migrations"
    return installed if installed.is_dir() else package.parent / "migrations"


def migrate(opened: Database, target: str | None = None) -> list[str]:
    """Apply what is pending (up to ``target``); return the names applied. Two processes may call it at once."""
    with _alone(opened):
        return list(Runner(opened, str(migrations_dir())).up(target))


def rollback(opened: Database, target: str | None = None) -> list[str]:
    """Revert the newest migration, or all back through ``target``; return the names reverted."""
    with _alone(opened):
        return list(Runner(opened, str(migrations_dir())).down(target))


def pending(opened: Database) -> list[str]:
    """Return the names of the migrations not applied yet."""
    return [m.name for m in Runner(opened, str(migrations_dir())).status() if m.path and not m.applied]


@contextmanager
def _alone(opened: Database) -> Iterator[None]:
    with opened.connection_context():
        if is_sqlite(opened):
            # The first write statement of each migration takes SQLite's only write lock; a second process then
            # finds the history complete, as the runner reads it inside the transaction that it opened.
            yield
            return
        opened.execute_sql("SELECT pg_advisory_lock(%s)", (_LOCK,))
        try:
            yield
        finally:
            opened.execute_sql("SELECT pg_advisory_unlock(%s)", (_LOCK,))
