"""Queries over needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from peewee import fn

from server.core.dialect import in_subtree
from server.models.ledger_entry import EntryKind, LedgerEntry
from server.models.need import Need, NeedState
from server.models.workflow_run import WorkflowRun
from server.reads.paging import Key, Ordering, by_id, newest
from server.workflows.state import RunStatus

REMAINING: Any = Need.needed - Need.reserved - Need.delivered
BY_GAP = Ordering("gap", (Key(REMAINING, int, descending=True, name="remaining"), *by_id(Need).keys))
NEWEST = newest(Need)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which needs: in and below an area, of a sector, in a state, of a unit, for a period; ``None`` asks nothing."""

    area: str | None = None
    sector: str | None = None
    state: NeedState | None = None
    unit: UUID | None = None
    period: str | None = None


def listing(visible: Any, wanted: Wanted) -> Any:
    """Return the needs that are wanted and may be seen."""
    found = Need.select().where(visible)
    if wanted.area is not None:
        found = found.where(in_subtree(Need.area, wanted.area))
    asked = {Need.sector: wanted.sector, Need.state: wanted.state, Need.unit: wanted.unit, Need.period: wanted.period}
    for column, value in asked.items():
        if value is not None:
            found = found.where(column == value)
    return found


def pledged(keys: Sequence[UUID]) -> dict[UUID, int]:
    """Return need > the quantity that was ever accepted for it, from the ledger; needs without any are absent."""
    sums: Any = (
        LedgerEntry.select(LedgerEntry.need, fn.SUM(LedgerEntry.quantity))
        .where(LedgerEntry.need.in_(list(keys)), LedgerEntry.kind == EntryKind.PLEDGED)
        .group_by(LedgerEntry.need)
        .tuples()
    )
    return {need: int(total) for need, total in sums}


def asked_fields(keys: Sequence[UUID]) -> dict[UUID, list[str]]:
    """Return need > the fields that its verifier waits for; needs that nothing is asked of are absent."""
    asking = WorkflowRun.select(WorkflowRun.subject_id, WorkflowRun.asked_fields).where(
        WorkflowRun.subject_kind == "need",
        WorkflowRun.subject_id.in_(list(keys)),
        WorkflowRun.state == RunStatus.CHANGES_REQUESTED.value,
    )
    return {row.subject_id: row.asked_fields for row in asking}
