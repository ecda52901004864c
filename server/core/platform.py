"""What the composition root wires once and everything is handed: settings, clock, keys, city, files."""

from dataclasses import dataclass

from server.core.city import City
from server.core.clock import Clock
from server.core.ports import FileStore
from server.core.settings import Settings
from server.core.vault import KeyRing


@dataclass(frozen=True, slots=True)
class Platform:
    """The installation: one per process, never changed after start."""

    settings: Settings
    clock: Clock
    keys: KeyRing
    city: City
    files: FileStore
