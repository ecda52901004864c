"""The database handle: one proxy that every row type is bound to, opened by the composition root."""

import os
import threading
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from peewee import Database, DatabaseProxy, SqliteDatabase
from playhouse.pool import PooledPostgresqlDatabase

from server.core.settings import Settings, SettingsError

database = DatabaseProxy()


def open_database(settings: Settings) -> Database:
    """Bind the proxy to SQLite in the data folder, or to ``settings.database_url`` (``postgresql://…``).

    Connections are opened per request or job by the edge; nothing connects here.
    """
    opened = _postgres(settings) if settings.database_url else _sqlite(settings.data_dir / "ksbb.sqlite3", settings)
    database.initialize(opened)
    os.register_at_fork(after_in_child=lambda: forget_connections(opened))
    return opened


def _sqlite(path: Path, settings: Settings) -> Database:
    # IMMEDIATE: a transaction that reads and then writes would otherwise fail at once under WAL when another wrote
    # in between; the timeout does not help there.
    return SqliteDatabase(
        str(path),
        autoconnect=False,
        timeout=20,
        lock_type="IMMEDIATE",
        field_types={"UTC": "TEXT", "CODE": "VARCHAR(64)"},
        pragmas={
            "journal_mode": "wal",
            "synchronous": settings.sqlite_synchronous,
            "foreign_keys": 1,
            "cache_size": -16_000,
        },
    )


def _postgres(settings: Settings) -> Database:
    url = urlsplit(settings.database_url)
    if url.scheme not in {"postgresql", "postgres"}:
        raise SettingsError("DATABASE_URL must begin with postgresql:// (leave it empty for SQLite).")
    opened: Database = PooledPostgresqlDatabase(
        settings.database_url,
        autoconnect=False,
        prefer_psycopg3=True,
        max_connections=settings.web_threads + 4,
        stale_timeout=300,
        timeout=10,
        field_types={"UTC": "TIMESTAMPTZ", "CODE": 'VARCHAR(64) COLLATE "C"'},
        options="-c timezone=UTC -c statement_timeout=30000 -c lock_timeout=10000",
    )
    return opened


_parents: list[Any] = []


def forget_connections(opened: Any) -> None:
    """Drop what a forked child inherited, without closing the parent's sockets and file locks."""
    _parents.append(getattr(opened._state, "conn", None))
    for name in ("_connections", "_in_use"):
        held = getattr(opened, name, None)
        if held is not None:
            _parents.append(list(held.values()) if isinstance(held, dict) else list(held))
            held.clear()
    # Another thread of the parent may have held these at the fork; nobody is left here who would let them go.
    opened._lock = threading.Lock()
    if hasattr(opened, "_pool_lock"):
        opened._pool_lock = threading.RLock()
        opened._pool_available = threading.Condition(opened._pool_lock)
    opened._state.reset()
