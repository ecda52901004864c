"""Signs of life in the queue server, of our own: after its data was wiped, RQ's list of workers stays empty."""

import os
import socket
from typing import Any, cast

from redis import Redis

_PREFIX = "ksbb:beat:"
_SECONDS = 90


def beat(connection: Any, process: str) -> None:
    """Say over ``connection`` (or a pipeline) that ``process`` (``relay``, ``worker flow``) lives here."""
    connection.set(f"{_PREFIX}{process}:{socket.gethostname()}:{os.getpid()}", 1, ex=_SECONDS)


def living(connection: Redis) -> list[str]:
    """Return ``<process>:<host>:<pid>`` of all that gave a sign of life within 90 seconds, sorted."""
    keys = cast("list[bytes]", list(connection.scan_iter(match=f"{_PREFIX}*", count=500)))
    return sorted(key.decode().removeprefix(_PREFIX) for key in keys)
