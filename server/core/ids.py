"""Identifiers: UUID version 7 (RFC 9562 §5.7), so that rows sort by the time they were made."""

import secrets
import threading
import time
from datetime import datetime
from uuid import UUID

_lock = threading.Lock()
_last = 0


def new_id(at: datetime | None = None) -> UUID:
    """Return a fresh id; ids made in one process at the present rise strictly.

    ``at`` backdates the id (the demo's history, imports), without the promise of strict order.
    """
    if at is not None:
        return _uuid7(int(at.timestamp() * 1000), secrets.randbits(74))
    global _last
    with _lock:
        # 48 bits of milliseconds and 12 bits of the fraction, raised by one when the clock stands still.
        _last = max(_last + 1, (time.time_ns() << 12) // 1_000_000)
        stamp = _last
    return _uuid7(stamp >> 12, ((stamp & 0xFFF) << 62) | secrets.randbits(62))


def _uuid7(milliseconds: int, tail: int) -> UUID:
    high, low = tail >> 62, tail & ((1 << 62) - 1)
    return UUID(int=(milliseconds << 80) | (0x7 << 76) | (high << 64) | (0b10 << 62) | low)
