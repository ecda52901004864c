"""Edges from a row to other rows, declared in one line."""

from typing import Any

from server.models.base import BaseRow
from server.schema.context import Info
from server.schema.fields import field
from server.schema.nodes import CATALOG


def one(model: type[BaseRow], column: str, described: str, gives: Any) -> Any:
    """Declare a nullable edge to the row whose key stands in ``column`` of the parent."""

    async def resolve(self: Any, info: Info) -> Any:
        return await info.context.loaders.one(model, CATALOG[model].visible, getattr(self, column))

    return _declared(resolve, described, gives)


def many(model: type[BaseRow], column: str, described: str, gives: Any, limit: int = 100) -> Any:
    """Declare a list of the first ``limit`` rows whose ``column`` points at the parent."""

    async def resolve(self: Any, info: Info) -> Any:
        return await info.context.loaders.many(model, CATALOG[model].visible, column, self.id, limit)

    return _declared(resolve, described, gives)


def _declared(resolve: Any, described: str, gives: Any) -> Any:
    resolve.__doc__ = described
    resolve.__annotations__["return"] = gives
    return field(resolve)
