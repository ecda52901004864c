"""Queries over recipients."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from peewee import fn

from server.models.eligibility_decision import EligibilityDecision
from server.models.recipient import Recipient
from server.reads.paging import by_id

OLDEST = by_id(Recipient)


def listing(visible: Any, unit: UUID | None, sector: str | None) -> Any:
    """Return the recipients of one unit and in one sector, where these are given."""
    found = Recipient.select().where(visible)
    if unit is not None:
        found = found.where(Recipient.unit == unit)
    return found if sector is None else found.where(Recipient.sector == sector)


def newest_decisions(keys: Sequence[UUID]) -> dict[UUID, EligibilityDecision]:
    """Return recipient > the newest decision on it; the caller has seen to it that the recipients may be seen."""
    found = EligibilityDecision
    rank = fn.ROW_NUMBER().over(partition_by=[found.subject_id], order_by=[found.created_at.desc(), found.id.desc()])
    ranked = (
        found.select(found.id.alias("key"), rank.alias("rank"))
        .where(found.subject_kind == "recipient", found.subject_id.in_(list(keys)))
        .alias("ranked")
    )
    newest = found.select().join(ranked, on=(found.id == ranked.c.key)).where(ranked.c.rank == 1)
    return {row.subject_id: row for row in newest}
