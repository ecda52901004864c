"""What the tests of needs send and ask for."""

from typing import Any

from server.models.ledger_entry import EntryKind, LedgerEntry
from server.models.need import Need
from server.models.recipient_unit import RecipientUnit
from server.schema.nodes import encode_id

ONE = "query($id: ID!) { need(id: $id) { state needed remaining pledged delivered confirmed } node(id: $id) { id } }"
WORK = {"sector": "PENATAAN_PERMUKIMAN", "item": "SUMUR_RESAPAN", "period": "2027", "quantity": 3}


def form(unit: RecipientUnit, **given: Any) -> dict[str, Any]:
    whole = {"sector": "PANGAN", "item": "SEMBAKO", "period": "2026-11", "quantity": 100}
    return {"unitId": encode_id("RecipientUnit", unit.id), **whole, **given}


def identified(need: Need, version: int | None = None) -> dict[str, Any]:
    return {"needId": encode_id("Need", need.id), "expectedVersion": need.version if version is None else version}


def movements(need: Need) -> list[tuple[EntryKind, int]]:
    return [(row.kind, row.quantity) for row in LedgerEntry.select().where(LedgerEntry.need == need.id)]
