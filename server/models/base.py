"""What every row has."""

from enum import StrEnum
from typing import Any, Generic, TypeVar

from peewee import CharField, Model, UUIDField

from server.core.db import database
from server.core.dialect import UtcDateTimeField
from server.core.ids import new_id

E = TypeVar("E", bound=StrEnum)


class BaseRow(Model):
    """A row bound to the platform's database; tables are named after the row in snake case."""

    class Meta:
        database = database
        legacy_table_names = False


class Row(BaseRow):
    """A row with a sortable id and the instant at which it was written (given by the caller's clock)."""

    id = UUIDField(primary_key=True, default=new_id)
    created_at = UtcDateTimeField()


class EnumField(CharField, Generic[E]):
    """A text column that holds the values of one ``StrEnum``."""

    def __init__(self, kind: type[E], **options: Any) -> None:
        self.kind = kind
        super().__init__(max_length=32, **options)

    def db_value(self, value: E | str | None) -> str | None:
        """Refuse values outside the enumeration."""
        return None if value is None else self.kind(value).value

    def python_value(self, value: str | None) -> E | None:
        """Return the member."""
        return None if value is None else self.kind(value)
