"""What each of the HTTP server's own processes runs; apart from ``web``, which only listens and builds no schema."""

import os
from typing import Any

from server.app import create_app
from server.cli import lifeline
from server.cli.web import PARENT
from server.core.settings import Settings
from server.services.approvals.running import load_calendar
from server.wiring import build_platform


def application() -> Any:
    """Return the WSGI application of one server process, which dies with the one that listens.

    Granian's own processes would outlive it, and answer on its port beside the one that replaces it.
    """
    lifeline.die_with(int(os.environ[PARENT]))
    settings = Settings.from_env(os.environ)
    platform = build_platform(settings)
    load_calendar(platform)
    return create_app(settings, platform)
