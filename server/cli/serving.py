"""What each of the HTTP server's own processes runs; apart from ``web``, which only listens and builds no schema."""

import os
from typing import Any

from server.app import create_app
from server.cli import lifeline
from server.cli.web import PARENT
from server.core.settings import Settings


def application() -> Any:
    """Return the WSGI application of one server process, which dies with the one that listens.

    Granian's own processes would outlive it, and answer on its port beside the one that replaces it.
    """
    lifeline.die_with(int(os.environ[PARENT]))
    return create_app(Settings.from_env(os.environ))
