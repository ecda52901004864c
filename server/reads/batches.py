"""Rows for many parents in one statement."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from peewee import fn

from server.models.base import BaseRow


def by_keys(model: type[BaseRow], keys: Sequence[UUID], visible: Any) -> dict[UUID, BaseRow]:
    """Return key > row for those of ``keys`` that exist and are visible."""
    rows: Any = model
    return {row.id: row for row in rows.select().where(rows.id.in_(list(keys)), visible)}


def first_of_each(
    model: type[BaseRow], column: str, parents: Sequence[UUID], visible: Any, limit: int
) -> dict[UUID, list[BaseRow]]:
    """Return parent key > its first ``limit`` visible rows in the order of their ids."""
    rows: Any = model
    parent = getattr(rows, column)
    rank = fn.ROW_NUMBER().over(partition_by=[parent], order_by=[rows.id]).alias("rank")
    ranked = rows.select(rows.id.alias("row_id"), rank).where(parent.in_(list(parents)), visible).alias("ranked")
    chosen = rows.select().join(ranked, on=(rows.id == ranked.c.row_id)).where(ranked.c.rank <= limit).order_by(rows.id)
    found: dict[UUID, list[BaseRow]] = defaultdict(list)
    for row in chosen:
        found[getattr(row, parent.object_id_name if hasattr(parent, "object_id_name") else column)].append(row)
    return found
