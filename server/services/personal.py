"""Personal values of rows: sealed into the ``<name>_sealed`` column of a row, and opened from it."""

from uuid import UUID

from server.core.vault import KeyRing
from server.models.base import Row


def seal(keys: KeyRing, model: type[Row], name: str, row_id: UUID, value: str) -> bytes:
    """Return what the column ``<name>_sealed`` of the row keeps of ``value``."""
    return keys.seal(value, table=_table(model), column=f"{name}_sealed", row_id=row_id)


def opened(keys: KeyRing, row: Row, name: str) -> str:
    """Return the clear text of the row's column ``<name>_sealed``."""
    column = f"{name}_sealed"
    return keys.open(getattr(row, column), table=_table(type(row)), column=column, row_id=row.id)


def _table(model: type[Row]) -> str:
    name: str = model._meta.table_name
    return name
