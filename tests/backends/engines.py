"""The two database engines as tests see them: a migrated database that is empty again before each test."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from peewee import Database
from playhouse.pool import PooledDatabase

from server.core.db import database, open_database
from server.core.migrating import migrate
from server.core.settings import Settings

_HISTORY = "schema_migration"


class Engine(Protocol):
    """One engine of this test process; ``settings`` lead to its database and to a data folder."""

    name: str
    settings: Settings

    def fresh(self) -> Database:
        """Empty database and data folder, bind the platform's proxy, return the handle, not connected."""
        ...


class SqliteEngine:
    """A file that is laid anew for each test from one that was migrated once."""

    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self.settings = _settings(folder / "data")
        self._template = folder / "migrated.sqlite3"
        _renew(self.settings.data_dir)
        self._opened = open_database(self.settings)
        migrate(self._opened)
        self._file = Path(self._opened.database)
        shutil.move(self._file, self._template)

    def fresh(self) -> Database:
        """Lay a copy of the migrated file."""
        _renew(self.settings.data_dir)
        shutil.copyfile(self._template, self._file)
        database.initialize(self._opened)
        return self._opened


class PostgresEngine:
    """A database of its own on a server that may be shared; the tables that hold rows are emptied."""

    name = "postgres"

    def __init__(self, folder: Path, url: str) -> None:
        self.settings = _settings(folder / "data", url)
        opened = open_database(self.settings)
        if not isinstance(opened, PooledDatabase):
            raise TypeError(f"{url} does not lead to PostgreSQL")
        self._opened: Database = opened
        self._pool = opened
        migrate(self._opened)
        with self._opened.connection_context():
            self._tables = sorted(set(self._opened.get_tables()) - {_HISTORY})
            filled = self._filled()
        if filled:
            raise AssertionError(f"migrations lay tables, not rows: {filled}")

    def fresh(self) -> Database:
        """Empty what the last test filled."""
        _renew(self.settings.data_dir)
        database.initialize(self._opened)
        # A thread of the last test may have left a transaction open, whose locks would hold up the next statement.
        self._pool.close_all()
        with self._opened.connection_context():
            filled = self._filled()
            if filled:
                self._opened.execute_sql(f"TRUNCATE {', '.join(filled)} RESTART IDENTITY CASCADE")
        return self._opened

    def _filled(self) -> list[str]:
        if not self._tables:
            return []
        # Names come from the database's own catalogue.
        probes = (f'SELECT \'"{name}"\' WHERE EXISTS (SELECT 1 FROM "{name}")' for name in self._tables)  # noqa: S608
        return [row[0] for row in self._opened.execute_sql(" UNION ALL ".join(probes)).fetchall()]


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Yield a folder for this test process, in memory where the machine offers it; remove it in the end."""
    memory = Path("/dev/shm")  # noqa: S108
    parent = memory if memory.is_dir() else Path(tempfile.gettempdir())
    folder = Path(tempfile.mkdtemp(prefix="ksbb-test-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _settings(data_dir: Path, url: str = "") -> Settings:
    # The cheapest argon2 there is: tests sign in hundreds of times.
    return Settings(data_dir=data_dir, database_url=url, password_memory_kib=64, password_passes=1)


def _renew(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
