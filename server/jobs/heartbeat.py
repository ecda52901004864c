"""Signs of life in the queue server, of our own: after its data was wiped, RQ's list of workers stays empty."""

import os
import socket
from typing import Any, cast

from redis import Redis

_PREFIX = "ksbb:beat:"
_SECONDS = 60


def beat(connection: Any, process: str) -> None:
    """Say over ``connection`` (or a pipeline) that ``process`` (``relay``, ``worker flow``) lives here."""
    connection.set(f"{_PREFIX}{process}:{socket.gethostname()}:{os.getpid()}", 1, ex=_SECONDS)


def living(connection: Redis) -> list[str]:
    """Return ``<process>:<host>:<pid>`` of all that gave a sign of life within 60 seconds, sorted.

    Of this machine's processes, those that died since are left out.
    """
    keys = [cast("bytes", key).decode() for key in connection.scan_iter(match=f"{_PREFIX}*", count=500)]
    return sorted(one for one in (key.removeprefix(_PREFIX) for key in keys) if not _is_known_dead(one))


def _is_known_dead(process: str) -> bool:
    _name, host, pid = process.rsplit(":", 2)
    if host != socket.gethostname():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        # It lives, and is another user's.
        return False
    return False
