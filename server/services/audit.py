"""Writes the history: ``record`` appends one link to the chain of its stream, last in the transaction."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

import orjson

from server.core.act import Act
from server.core.dialect import serialise
from server.core.vault import KeyRing
from server.models.audit_entry import AuditEntry

_GENESIS = b"\0" * 32


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain does not hold: the stream and the first ``seq`` that is missing or altered."""

    stream: str
    seq: int


def record(act: Act, stream: str, event: str, facts: Mapping[str, object] | None = None) -> AuditEntry:
    """Append ``event`` to ``stream`` (``<noun>:<id>``), with ``facts`` that hold no personal value."""
    serialise(f"audit:{stream}")
    last = _last(stream)
    seq = last.seq + 1 if last else 1
    body = _body(act, stream, seq, event, facts or {})
    return AuditEntry.create(
        created_at=act.now,
        stream=stream,
        seq=seq,
        event=event,
        actor=act.actor.account_id,
        body=body,
        digest=_link(act.platform.keys, bytes(last.digest) if last else _GENESIS, body),
    )


def verify(keys: KeyRing, stream: str) -> Break | None:
    """Recompute the chain of ``stream``; return the first break, or ``None`` when it is whole."""
    previous, expected = _GENESIS, 1
    for entry in AuditEntry.select().where(AuditEntry.stream == stream).order_by(AuditEntry.seq).iterator():
        link = _link(keys, previous, bytes(entry.body))
        if entry.seq != expected or not hmac.compare_digest(link, bytes(entry.digest)):
            return Break(stream, expected)
        previous, expected = link, expected + 1
    return None


def verify_all(keys: KeyRing) -> list[Break]:
    """Verify every stream; return the breaks found."""
    streams = [row.stream for row in AuditEntry.select(AuditEntry.stream).distinct()]
    return [found for stream in streams if (found := verify(keys, stream))]


def _last(stream: str) -> AuditEntry | None:
    found: AuditEntry | None = (
        AuditEntry.select().where(AuditEntry.stream == stream).order_by(AuditEntry.seq.desc()).first()
    )
    return found


def _body(act: Act, stream: str, seq: int, event: str, facts: Mapping[str, object]) -> bytes:
    entry = {
        "at": act.now.isoformat(),
        "stream": stream,
        "seq": seq,
        "event": event,
        "actor": str(act.actor.account_id) if act.actor.account_id else None,
        "request": act.request_id,
        "facts": facts,
    }
    return orjson.dumps(entry, default=_plain, option=orjson.OPT_SORT_KEYS)


def _plain(value: object) -> object:
    if isinstance(value, UUID | date | datetime):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, frozenset | set | tuple):
        return sorted(value) if isinstance(value, frozenset | set) else list(value)
    raise TypeError(f"{type(value).__name__} cannot stand in an audit entry")


def _link(keys: KeyRing, previous: bytes, body: bytes) -> bytes:
    return hmac.digest(keys.audit_key, previous + hashlib.sha256(body).digest(), "sha256")
