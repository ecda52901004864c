"""The composition root: the only place that chooses what stands behind each port."""

import os

from flask import Flask

from server.adapters.file_store import DiskFileStore
from server.core.city import load_city
from server.core.clock import Clock, SystemClock
from server.core.db import open_database
from server.core.platform import Platform
from server.core.settings import Settings
from server.core.vault import KeyRing


def build_platform(settings: Settings, clock: Clock | None = None) -> Platform:
    """Wire an installation: bind the database, read (at the first start: make) the keys, load the city."""
    open_database(settings)
    return Platform(
        settings=settings,
        clock=clock or SystemClock(),
        keys=KeyRing.load_or_create(settings.data_dir / "keys.json"),
        city=load_city(settings.city),
        files=DiskFileStore(settings.data_dir / "files"),
    )


def create_app(settings: Settings) -> Flask:
    """Return the web application."""
    build_platform(settings)
    app = Flask("server", static_folder=None)
    app.add_url_rule("/health", "health", lambda: ("ok", 200))
    return app


def create_wsgi() -> Flask:
    """Return the web application as the environment describes it, for a WSGI server."""
    return create_app(Settings.from_env(os.environ))
