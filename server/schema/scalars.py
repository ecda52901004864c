"""Scalars that survive every client: instants with a zone, plain dates, whole rupiah, decimal quantities."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import NewType

import strawberry
from strawberry.types.scalar import ScalarDefinition

_LARGEST_RUPIAH = 10**15
_RUPIAH = re.compile(r"-?\d{1,16}\Z", re.ASCII)

Rupiah = NewType("Rupiah", int)


def _read_instant(value: object) -> datetime:
    if not isinstance(value, str):
        raise ValueError("DateTime takes text such as 2020-11-25T09:00:00+07:00.")
    found = datetime.fromisoformat(value)
    if found.tzinfo is None:
        raise ValueError("DateTime needs an offset, such as 2020-11-25T09:00:00+07:00.")
    return found.astimezone(UTC)


def _write_instant(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _read_date(value: object) -> date:
    if not isinstance(value, str) or len(value) != 10:
        raise ValueError("Date takes text such as 2020-11-25.")
    return date.fromisoformat(value)


def _read_rupiah(value: object) -> int:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str) or not _RUPIAH.match(text) or abs(int(text)) > _LARGEST_RUPIAH:
        raise ValueError("Rupiah takes whole rupiah as text, such as 1250000, up to 10^15.")
    return int(text)


SCALARS: Mapping[object, ScalarDefinition] = {
    datetime: strawberry.scalar(
        name="DateTime",
        description="An instant, ISO 8601 with offset; answered in UTC.",
        serialize=_write_instant,
        parse_value=_read_instant,
    ),
    date: strawberry.scalar(
        name="Date",
        description="A calendar day without a zone, ISO 8601.",
        serialize=date.isoformat,
        parse_value=_read_date,
    ),
    Rupiah: strawberry.scalar(
        name="Rupiah",
        description="Whole rupiah as text, since the sums pass 32 bits.",
        serialize=str,
        parse_value=_read_rupiah,
    ),
}
