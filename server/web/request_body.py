"""The body of a GraphQL request: one JSON object in UTF-8, and nothing that is merely like one."""

from dataclasses import dataclass
from typing import Any

import orjson
from flask import Request

from server.schema.codes import Code
from server.web.negotiation import JSON
from server.web.responses import RequestRefused

MAX_BODY_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Operation:
    """What a client asks for; the document is not yet parsed."""

    query: str
    variables: dict[str, Any] | None
    operation_name: str | None
    extensions: dict[str, Any] | None


def read_operation(request: Request) -> Operation:
    """Return the operation in the body of ``request``; raise ``RequestRefused`` for anything else.

    Batches are refused: they would multiply every limit of an operation by their length.
    """
    _check_media(request)
    request.max_content_length = MAX_BODY_BYTES
    body = _parse(request.get_data(cache=False))
    if isinstance(body, list):
        raise _unreadable("BATCHING_NOT_SUPPORTED")
    if not isinstance(body, dict):
        raise _unreadable("BODY_NOT_AN_OBJECT")
    query = body.get("query")
    if not isinstance(query, str) or not query:
        raise _unreadable("QUERY_MISSING")
    name = body.get("operationName")
    if not isinstance(name, str | None):
        raise _unreadable("OPERATION_NAME_NOT_TEXT")
    return Operation(query, _mapping(body, "variables"), name or None, _mapping(body, "extensions"))


def _check_media(request: Request) -> None:
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if request.mimetype != JSON or charset not in {"utf-8", "utf8"}:
        raise RequestRefused(Code.UNSUPPORTED_MEDIA_TYPE)
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise RequestRefused(Code.UNSUPPORTED_MEDIA_TYPE)


def _parse(raw: bytes) -> Any:
    """Return the value of a JSON text.

    The decoder refuses what the standard one lets through and later code would trip over: NaN, numbers beyond the
    range of a double, half characters, nesting deeper than 1024, and bytes that are not UTF-8.
    """
    try:
        body = orjson.loads(raw)
    except orjson.JSONDecodeError as fault:
        raise _unreadable("BODY_NOT_JSON") from fault
    if b"\\u0000" in raw and _holds_nul(body):
        raise _unreadable("NUL_CHARACTER")
    return body


def _holds_nul(body: Any) -> bool:
    """Say whether any text in ``body`` holds NUL, the one character that PostgreSQL does not store."""
    waiting = [body]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str) and "\0" in value:
            return True
        if isinstance(value, dict):
            waiting += [*value, *value.values()]
        elif isinstance(value, list):
            waiting += value
    return False


def _mapping(body: dict[str, Any], name: str) -> dict[str, Any] | None:
    value = body.get(name)
    if not isinstance(value, dict | None):
        raise _unreadable(f"{name.upper()}_NOT_AN_OBJECT")
    return value


def _unreadable(reason: str) -> RequestRefused:
    return RequestRefused(Code.BAD_REQUEST, reason=reason)
