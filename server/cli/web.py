"""``ksbb web``: the HTTP server."""

import argparse
import os
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from server.app import create_app
from server.cli import folder, lifeline
from server.core.settings import Settings

_GRACE_SECONDS = 10


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command takes nothing; settings come from the environment."""


def run(_args: argparse.Namespace, settings: Settings) -> int:
    """Serve HTTP until SIGTERM or Ctrl-C."""
    folder.prepare(settings.data_dir)
    os.environ[_PARENT] = str(os.getpid())
    Granian(
        f"{__name__}:application",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.web_workers,
        blocking_threads=settings.web_threads,
        factory=True,
        log_level=LogLevels.info if settings.development else LogLevels.warning,
        workers_kill_timeout=_GRACE_SECONDS,
    ).serve()
    return 0


def application() -> Any:
    """Return the WSGI application of one server process, which dies with the one that listens.

    Granian's own processes would outlive it, and answer on its port beside the one that replaces it.
    """
    lifeline.die_with(int(os.environ[_PARENT]))
    return create_app(Settings.from_env(os.environ))


_PARENT = "KSBB_WEB_PARENT"
