"""Idempotent replay at the edge: what is stored are ids and error codes, resolved anew at each retry."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, get_type_hints

from server.core import errors
from server.core.act import Act
from server.core.errors import Refused
from server.models.base import Row
from server.schema.nodes import CATALOG, encode_id, find_node
from server.services import idempotency
from server.services.transaction import run

_PASSING = (errors.NotPermitted, errors.TooManyAttempts, errors.IdempotencyKeyReused, errors.VersionConflict)
"""Refusals that say nothing of the request itself; a retry is looked at again."""


@dataclass(frozen=True, slots=True)
class Known:
    """A stored outcome: the payload's objects as the viewer may see them now, and the refusals."""

    objects: dict[str, Any]
    refused: list[Refused]


class Twin(Exception):
    """The same request was answered elsewhere in between: roll back and give that answer."""


class Replay:
    """The memory of one mutation call; does nothing when the input has no key, or in a dry run."""

    def __init__(self, act: Act, mutation: str, input: Any, dry_run: bool) -> None:
        self._act = act
        key = getattr(input, "idempotency_key", None)
        body = {name: value for name, value in asdict(input).items() if name != "idempotency_key"}
        # A key that was left out is UNSET, not None.
        self._request = idempotency.Request(mutation, key, body) if isinstance(key, str) and not dry_run else None

    def known(self) -> Known | None:
        """Return what this request came to before, if it did."""
        if self._request is None:
            return None
        outcome: Any = idempotency.recall(self._act, self._request)
        if outcome is None:
            return None
        objects = {name: find_node(self._act, text) if text else None for name, text in outcome["objects"].items()}
        return Known(objects, [restored(one) for one in outcome["refused"]])

    def store(self, objects: dict[str, Any]) -> dict[str, Any]:
        """Remember the objects of a request that was carried out, in its own transaction; return them."""
        if self._request is not None:
            ids = {name: _id(row) for name, row in objects.items()}
            if not idempotency.remember(self._act, self._request, {"objects": ids, "refused": []}):
                raise Twin
        return objects

    def store_refusals(self, refused: list[Refused]) -> None:
        """Remember that a request was refused, unless the refusal may pass."""
        if self._request is None or any(isinstance(one, _PASSING) for one in refused):
            return
        request = self._request
        outcome: dict[str, object] = {"objects": {}, "refused": [stored(one) for one in refused]}
        run(lambda: idempotency.remember(self._act, request, outcome))


def _id(row: Any) -> str | None:
    return encode_id(CATALOG[type(row)].shown_as.__name__, row.id) if isinstance(row, Row) else None


def stored(refused: Refused) -> dict[str, Any]:
    """Return a refusal as JSON values, from which ``restored`` makes its equal."""
    return {"type": type(refused).__name__, "path": list(refused.path), "params": _plain(refused)}


def _plain(refused: Refused) -> dict[str, object]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in refused.params().items()}


def restored(stored: dict[str, Any]) -> Refused:
    """Return the refusal that was ``stored``; it carries no trace, since that was left at the time."""
    kind = _kinds(Refused)[stored["type"]]
    hints = get_type_hints(kind)
    given = {name: _as(hints[name], value) for name, value in stored["params"].items()}
    return kind(**given, path=tuple(stored["path"]))


def _as(hint: Any, value: Any) -> Any:
    """Return a stored parameter as its field has it: instants and days come back from text, tuples from lists."""
    if isinstance(value, list):
        return tuple(value)
    for kind in (datetime, date):
        if isinstance(value, str) and hint in (kind, kind | None):
            return kind.fromisoformat(value)
    return value


def _kinds(of: type[Refused]) -> dict[str, type[Refused]]:
    found = {of.__name__: of}
    for kind in of.__subclasses__():
        found.update(_kinds(kind))
    return found
