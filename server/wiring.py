"""The part of the composition root that every process needs; the web application is added to it in ``server.app``.

Apart from that one, so that a relay or worker which starts again does not first build the GraphQL schema.
"""

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
