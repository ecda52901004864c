"""``ksbb web``: the HTTP server."""

import argparse
import os

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from server.cli import folder
from server.core.settings import Settings

PARENT = "KSBB_WEB_PARENT"
"""The environment variable that names the process that listens."""
_APPLICATION = "server.cli.serving:application"
_GRACE_SECONDS = 10


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command takes nothing; settings come from the environment."""


def run(_args: argparse.Namespace, settings: Settings) -> int:
    """Serve HTTP until SIGTERM or Ctrl-C."""
    folder.prepare(settings.data_dir)
    os.environ[PARENT] = str(os.getpid())
    Granian(
        _APPLICATION,
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
