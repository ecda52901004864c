"""Moves the schema up and down with the numbered files in ``migrations/``."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
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
    """Hold the installation's migration lock, with a connection of its own for the work."""
    with _file_lock(opened) if is_sqlite(opened) else nullcontext(), opened.connection_context():
        if is_sqlite(opened):
            yield
            return
        # The queries of a request may not wait for long; a migration, and whoever waits for it, may.
        opened.execute_sql("SET lock_timeout = 0")
        opened.execute_sql("SET statement_timeout = 0")
        opened.execute_sql("SELECT pg_advisory_lock(%s)", (_LOCK,))
        try:
            yield
        finally:
            opened.execute_sql("SELECT pg_advisory_unlock(%s)", (_LOCK,))
            # The connection goes back to the pool as it came.
            opened.execute_sql("RESET lock_timeout")
            opened.execute_sql("RESET statement_timeout")


@contextmanager
def _file_lock(opened: Database) -> Iterator[None]:
    """Lock a file beside the database: the runner plans before it opens a transaction, so SQLite's own come too late.

    The kernel lets the lock go when its holder dies.
    """
    with Path(f"{opened.database}.migrating").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
