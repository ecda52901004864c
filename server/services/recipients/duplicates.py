"""Nobody is registered twice in a sector: decided under a lock on the identifier, so that no race slips by."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from server.core.act import Act
from server.core.dialect import serialise
from server.core.guards import Guard, guard
from server.models.recipient import Recipient, RecipientKind, RecipientState
from server.policies.masks import number
from server.services import audit
from server.services.recipients.identity import INDEXED, Identity, index
from server.services.recipients.refusals import DuplicateRecipient

_INPUT = {"nik": "nik", "kk": "kk", "business": "business_number"}


@guard(Guard.DUPLICATE)
def require_new(act: Act, sector: str, kind: RecipientKind, identity: Identity, key: UUID) -> None:
    """Refuse when another live recipient of ``sector`` has the same identity as the one with ``key``.

    A person is known by the NIK; a household by the KK too; a business by its number, for one owner may have several:
    their NIK counts only where a number is lacking.
    """
    indexes = {name: found for name in INDEXED if (found := index(act, name, getattr(identity, name))) is not None}
    for name in sorted(indexes):
        serialise(f"recipient:{sector}:{name}:{indexes[name].hex()}")
    live = Recipient.select(Recipient.id).where(
        Recipient.sector == sector, Recipient.state == RecipientState.ACTIVE, Recipient.id != key
    )
    for name, condition in _same(kind, indexes):
        twin = live.where(condition).first()
        if twin is not None:
            hint = number(getattr(identity, name))
            trace = _trace(act, twin.id, INDEXED[name])
            raise DuplicateRecipient(path=(_INPUT[name],), kind=INDEXED[name], hint=hint, trace=trace)


def _same(kind: RecipientKind, indexes: dict[str, bytes]) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    if "nik" in indexes:
        same_person = Recipient.nik_index == indexes["nik"]
        if kind is RecipientKind.BUSINESS and "business" in indexes:
            same_person = same_person & Recipient.business_index.is_null()
        found.append(("nik", same_person))
    if kind is RecipientKind.HOUSEHOLD and "kk" in indexes:
        found.append(("kk", Recipient.kk_index == indexes["kk"]))
    if kind is RecipientKind.BUSINESS and "business" in indexes:
        found.append(("business", Recipient.business_index == indexes["business"]))
    return found


def _trace(act: Act, twin: UUID, kind: str) -> Callable[[], None]:
    """Leave a note with the one who is there already: somebody tried to register them again."""

    def trace() -> None:
        audit.record(act, f"recipient:{twin}", "recipient.duplicate_refused", {"kind": kind})

    return trace
