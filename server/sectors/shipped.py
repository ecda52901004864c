"""The sectors that come with the platform. Others arrive through the product, from documents of the same kind."""

from functools import cache
from importlib.resources import files

from server.sectors.definition import SectorDefinition
from server.sectors.document import Syntax
from server.sectors.parse import parse


@cache
def shipped() -> tuple[SectorDefinition, ...]:
    """Return the shipped sectors in the order of their codes."""
    folder = files("server.sectors.definitions")
    sources = [entry.read_text(encoding="utf-8") for entry in folder.iterdir() if entry.name.endswith(".toml")]
    return tuple(sorted((parse(source, Syntax.TOML) for source in sources), key=lambda sector: sector.code))
