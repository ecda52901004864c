"""What ships with the platform: the areas of its city and the first sectors. Brought into line at every start."""

from server.core.act import Act
from server.core.areas import load_areas
from server.services import areas
from server.services.sectors import publish


def settle(act: Act) -> None:
    """Load the areas of the city's data folder and publish the shipped sectors; what is right already stays."""
    areas.load(act, load_areas(act.platform.city.folder))
    publish.ship(act)
