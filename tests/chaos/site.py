"""The installation under attack: where it lives, and the commands of its processes."""

import os
import shutil
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from server.cli import valkey
from server.core.settings import Settings

VALKEY = "valkey"
WEB = "web"
RELAY = "relay"
FLOW = "worker flow"
MAIL = "worker mail"
_OURS = (WEB, RELAY, FLOW, MAIL)
_CLOSED = {"DATABASE_URL", "REDIS_URL"}


@dataclass(frozen=True, slots=True)
class Site:
    """An installation in split mode. ``settings`` name its database, its Valkey and its port."""

    settings: Settings

    @classmethod
    def over(cls, settings: Settings) -> "Site":
        """Give ``settings`` a Valkey with an append-only file in the data folder, and a port that is free."""
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = probe.getsockname()[1]
        url = f"unix://{valkey.socket_path(settings.data_dir)}"
        return cls(replace(settings, redis_url=url, port=port))

    @property
    def environment(self) -> Mapping[str, str]:
        """Return the environment that leads each process here, and to nothing that the caller had set."""
        kept = {name: value for name, value in os.environ.items() if name not in _CLOSED and name[:5] != "KSBB_"}
        settings = self.settings
        return {
            **kept,
            "KSBB_DATA_DIR": str(settings.data_dir),
            "DATABASE_URL": settings.database_url,
            "REDIS_URL": settings.redis_url,
            "KSBB_HOST": settings.host,
            "KSBB_PORT": str(settings.port),
        }

    @property
    def commands(self) -> Mapping[str, list[str]]:
        """Return name > command of each process, in the order of their start."""
        ours = {name: [sys.executable, "-m", "server.cli", *name.split()] for name in _OURS}
        return {VALKEY: valkey.command(self.settings.data_dir), **ours}

    def wipe_valkey(self) -> None:
        """Delete all that Valkey wrote; it must be down."""
        folder: Path = self.settings.data_dir / "valkey"
        shutil.rmtree(folder)
        folder.mkdir(mode=0o700)
