"""The area type."""

from datetime import date

from server.models.area import Area as AreaRow
from server.models.area import AreaLevel
from server.schema.fields import enum_type, field
from server.schema.nodes import Node, node
from server.visibility import areas as visibility

enum_type(AreaLevel)


@node(model=AreaRow, visible=visibility.visible)
class Area(Node):
    """A part of the city, from the province down to the RW, with its place on the tile map."""

    code: str = field("Kemendagri code, such as `31.71.03.1002`; an RW appends `.005`.")
    level: AreaLevel = field("How large it is.")
    name: str = field("Its name; names repeat between levels, so join by code.")
    parent: str | None = field("The code of the area that it lies in.")
    postal_code: str | None = field("Postal code of a kelurahan.")
    grid_col: int | None = field("Column on the tile map, growing east.")
    grid_row: int | None = field("Row on the tile map, growing south.")
    valid_from: date | None = field("First day of its existence; null when it is older than the records.")
    valid_to: date | None = field("First day on which it no longer exists.")
