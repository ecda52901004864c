"""Batch loaders: one statement per level, whatever the number of parents, filtered by what the viewer may see."""

from collections.abc import Callable, Coroutine, Iterable, Mapping
from typing import Any
from uuid import UUID

from strawberry.dataloader import DataLoader

from server.core.act import Act
from server.models.base import BaseRow
from server.reads.batches import by_keys, first_of_each
from server.schema.nodes import CATALOG
from server.schema.reading_log import note_read

Visible = Callable[[Act], Any]


class Loaders:
    """The loaders of one request, made when first asked for."""

    def __init__(self, act: Act) -> None:
        self._act = act
        self._loaders: dict[tuple[object, ...], DataLoader[Any, Any]] = {}

    async def one(self, model: type[BaseRow], visible: Visible, key: UUID | None) -> Any:
        """Return the row with ``key`` when the viewer may see it."""
        if key is None:
            return None

        async def load(keys: list[UUID]) -> list[BaseRow | None]:
            found = by_keys(model, keys, visible(self._act))
            self._note(model, found.values())
            return [found.get(k) for k in keys]

        return await self._loader((model, visible, "one"), load).load(key)

    async def many(self, model: type[BaseRow], visible: Visible, column: str, parent: UUID, limit: int) -> Any:
        """Return the first ``limit`` visible rows whose ``column`` is ``parent``."""

        async def load(parents: list[UUID]) -> list[list[BaseRow]]:
            found = first_of_each(model, column, parents, visible(self._act), limit)
            self._note(model, [row for rows in found.values() for row in rows])
            return [found.get(p, []) for p in parents]

        return await self._loader((model, visible, column, limit), load).load(parent)

    async def found(self, read: Callable[[Act, list[Any]], Mapping[Any, Any]], key: Any) -> Any:
        """Return what ``read`` gives for ``key`` (``None`` when nothing): asked once for all keys of a level.

        ``read`` must be one function of a module, since it names the loader.
        """

        async def load(keys: list[Any]) -> list[Any]:
            given = read(self._act, keys)
            return [given.get(k) for k in keys]

        return await self._loader((read,), load).load(key)

    def _note(self, model: type[BaseRow], rows: Iterable[Any]) -> None:
        entry = CATALOG.get(model)
        if entry is not None and entry.is_personal:
            note_read(self._act, entry.shown_as.__name__, [row.id for row in rows])

    def _loader(
        self, name: tuple[object, ...], load: Callable[[list[Any]], Coroutine[Any, Any, list[Any]]]
    ) -> DataLoader[Any, Any]:
        if name not in self._loaders:
            self._loaders[name] = DataLoader(load_fn=load)
        return self._loaders[name]
