"""The area in which a row lies, by the code that the row holds."""

from typing import Any

from server.core.act import Act
from server.models.area import Area as AreaRow
from server.reads import areas
from server.schema.areas.types import Area
from server.schema.context import Info
from server.schema.fields import field
from server.visibility import areas as visibility


def place(column: str, described: str) -> Any:
    """Declare an edge to the area whose code stands in ``column``."""

    async def resolve(self: Any, info: Info) -> Any:
        code = getattr(self, column)
        return None if code is None else await info.context.loaders.found(_by_codes, code)

    resolve.__doc__ = described
    resolve.__annotations__["return"] = Area | None
    return field(resolve)


def _by_codes(act: Act, codes: list[str]) -> dict[str, AreaRow]:
    return {row.code: row for row in areas.with_codes(codes, visibility.visible(act))}
