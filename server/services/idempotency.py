"""Remembers what a request with a key came to (ARCHITECTURE §2.12)."""

import hmac
from dataclasses import dataclass

import orjson

from server.core.act import Act
from server.core.dialect import attempt
from server.core.errors import IdempotencyKeyReused, InvalidInput
from server.core.ids import new_id
from server.models.idempotency_record import IdempotencyRecord

_LONGEST_KEY = 128


@dataclass(frozen=True, slots=True)
class Request:
    """A mutation call with a key: ``body`` is the canonical input."""

    mutation: str
    key: str
    body: object


def recall(act: Act, request: Request) -> dict[str, object] | None:
    """Return the stored outcome of this very request; ``None`` when it is new.

    Refuses a key that was used with another input, and one that is empty or longer than 128 characters.
    """
    if not 0 < len(request.key) <= _LONGEST_KEY:
        raise InvalidInput(path=("idempotency_key",), reason="LENGTH", limit=str(_LONGEST_KEY))
    found = IdempotencyRecord.get_or_none(
        IdempotencyRecord.caller == _caller(act),
        IdempotencyRecord.mutation == request.mutation,
        IdempotencyRecord.key == request.key,
    )
    if found is None:
        return None
    if not hmac.compare_digest(bytes(found.input_digest), _digest(act, request.body)):
        raise IdempotencyKeyReused(path=("idempotency_key",))
    outcome: dict[str, object] = found.outcome
    return outcome


def remember(act: Act, request: Request, outcome: dict[str, object]) -> bool:
    """Store the outcome; ``False`` when a twin of this request stored its own first (the caller rolls back)."""
    query = IdempotencyRecord.insert(
        id=new_id(),
        created_at=act.now,
        caller=_caller(act),
        mutation=request.mutation,
        key=request.key,
        input_digest=_digest(act, request.body),
        outcome=outcome,
    )
    return attempt(query) is not None


def _caller(act: Act) -> str:
    return str(act.actor.account_id or f"address:{act.address}")[:64]


def _digest(act: Act, body: object) -> bytes:
    # Under a key: an input may hold a NIK, and whoever reads a plain hash of it could try them all.
    canonical = orjson.dumps(body, option=orjson.OPT_SORT_KEYS, default=str)
    return act.platform.keys.blind_index("idempotency", canonical.decode())
