"""Migrations go up, down and up again on both engines, two processes at once do no harm, and rows match tables."""

import importlib
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from peewee import Database, Model

import server.models
from server.core.db import database as proxy
from server.core.db import open_database
from server.core.migrating import migrate, migrations_dir, pending, rollback
from server.core.settings import Settings
from server.models.base import BaseRow
from tests.architecture.tree import ROOT, modules, names_used, parsed

HISTORY = "schema_migration"
NAMES = sorted(path.stem for path in migrations_dir().glob("[0-9]*.py"))
RACE = """
import sys
from pathlib import Path
from server.core.db import open_database
from server.core.migrating import migrate
from server.core.settings import Settings
opened = open_database(Settings(data_dir=Path(sys.argv[1]), database_url=sys.argv[2]))
print("ready", flush=True)
sys.stdin.readline()
print(len(migrate(opened)))
"""


@pytest.fixture(params=["sqlite", "postgres"])
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Return settings that lead to a database without any table."""
    if request.config.getoption("db") not in {"both", request.param}:
        pytest.skip("engine not chosen")
    if request.param == "sqlite":
        yield Settings(data_dir=tmp_path)
        return
    with request.getfixturevalue("postgres").database() as url:
        yield Settings(data_dir=tmp_path, database_url=url)


@pytest.fixture
def opened(bare: Settings) -> Iterator[Database]:
    """Return the handle of that database, not connected; the proxy is put back."""
    before = proxy.obj
    yield open_database(bare)
    proxy.initialize(before)


def test_up_down_to_nothing_and_up_again(opened: Database) -> None:
    assert migrate(opened) == NAMES
    first = shape(opened)
    assert rollback(opened, NAMES[0]) == NAMES[::-1]
    assert shape(opened).keys() == {HISTORY}
    assert leftovers(opened) == []
    assert migrate(opened) == NAMES
    assert shape(opened) == first
    assert migrate(opened) == []


def test_what_is_pending_is_told(opened: Database) -> None:
    migrate(opened, NAMES[0])
    with opened.connection_context():
        assert pending(opened) == NAMES[1:]


def test_processes_that_migrate_at_once_apply_each_migration_once(bare: Settings) -> None:
    command = [sys.executable, "-c", RACE, str(bare.data_dir), bare.database_url]
    runs = [
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
        )
        for _ in range(3)
    ]
    # All are loaded before one may begin: each says so, and waits for its line.
    assert [run.stdout.readline() for run in runs if run.stdout] == ["ready\n"] * len(runs)
    for run in runs:
        assert run.stdin
        run.stdin.write("go\n")
        run.stdin.flush()
    outcomes = [run.communicate(timeout=120) for run in runs]
    assert [error for _, error in outcomes] == ["", "", ""]
    assert sorted(int(out) for out, _ in outcomes) == [0, 0, len(NAMES)]


def test_numbers_are_unique_and_without_gaps() -> None:
    assert [int(name[:4]) for name in NAMES] == list(range(1, len(NAMES) + 1))


def test_a_migration_freezes_its_tables_and_can_go_back() -> None:
    for path in modules("migrations"):
        if path.stem in NAMES:
            tree = parsed(path)
            assert not [used for _, used in names_used(tree) if used.startswith("server.models")], path.name
            assert {"up", "down"} <= {getattr(node, "name", "") for node in tree.body}, path.name


def test_every_row_has_its_table(database: Database) -> None:
    for row in rows():
        table = row._meta.table_name
        columns = {column.name: column.null for column in database.get_columns(table)}
        assert columns == {field.column_name: field.null for field in row._meta.sorted_fields}, table
        keys = {field.column_name for field in row._meta.get_primary_keys()}
        assert set(database.get_primary_keys(table)) == keys, table


def test_every_unique_index_of_a_row_is_in_its_table(database: Database) -> None:
    for row in rows():
        unique = {tuple(index.columns) for index in database.get_indexes(row._meta.table_name) if index.unique}
        assert set(declared_unique(row)) <= unique, row._meta.table_name


def test_every_table_has_its_row(database: Database) -> None:
    assert set(database.get_tables()) - {HISTORY} == {row._meta.table_name for row in rows()}


def rows() -> list[type[Model]]:
    """Return every row type of ``server.models``."""
    for module in pkgutil.walk_packages(server.models.__path__, "server.models."):
        importlib.import_module(module.name)
    found: list[type[Model]] = []
    waiting = list(BaseRow.__subclasses__())
    while waiting:
        row = waiting.pop()
        waiting += row.__subclasses__()
        # A row that others build on has no table of its own.
        if row.__module__ not in {"server.models.base", __name__} and not row.__subclasses__():
            found.append(row)
    return sorted(found, key=lambda row: row._meta.table_name)


def declared_unique(row: type[Model]) -> Iterator[tuple[str, ...]]:
    """Yield the columns of each unique index that a row declares; partial ones stand in migrations only."""
    for field in row._meta.sorted_fields:
        if field.unique:
            yield (field.column_name,)
    for index in row._meta.indexes:
        if isinstance(index, tuple | list) and index[1]:
            yield tuple(row._meta.fields[name].column_name for name in index[0])


def shape(opened: Database) -> dict[str, object]:
    """Return each table's columns and indexes."""
    with opened.connection_context():
        return {
            table: (
                sorted((column.name, column.data_type, column.null) for column in opened.get_columns(table)),
                sorted((index.name, tuple(index.columns), index.unique) for index in opened.get_indexes(table)),
            )
            for table in opened.get_tables()
        }


def leftovers(opened: Database) -> list[str]:
    """Return functions and types that no table owns, which a ``down`` forgot (PostgreSQL only has such)."""
    if type(opened).__name__ == "SqliteDatabase":
        return []
    with opened.connection_context():
        found = opened.execute_sql(
            "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
            " LEFT JOIN pg_depend d ON d.objid = p.oid AND d.deptype = 'e'"
            " WHERE n.nspname = 'public' AND d.objid IS NULL"
            " UNION ALL SELECT t.typname FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
            " WHERE n.nspname = 'public' AND t.typtype IN ('e', 'd')"
        )
        return [name for (name,) in found.fetchall()]
