"""Answers of the API: JSON always, refusals included, never stored by a cache on the way."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import orjson
from flask import Response
from werkzeug.exceptions import HTTPException

from server.schema.codes import Code
from server.web.negotiation import JSON

STATUS: Mapping[Code, int] = {
    Code.BAD_REQUEST: HTTPStatus.BAD_REQUEST,
    Code.BAD_USER_INPUT: HTTPStatus.BAD_REQUEST,
    Code.CSRF_PREVENTED: HTTPStatus.FORBIDDEN,
    Code.FORBIDDEN: HTTPStatus.FORBIDDEN,
    Code.INTERNAL_SERVER_ERROR: HTTPStatus.INTERNAL_SERVER_ERROR,
    Code.METHOD_NOT_ALLOWED: HTTPStatus.METHOD_NOT_ALLOWED,
    Code.NOT_ACCEPTABLE: HTTPStatus.NOT_ACCEPTABLE,
    Code.NOT_FOUND: HTTPStatus.NOT_FOUND,
    Code.PAYLOAD_TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Code.PERSISTED_QUERY_NOT_FOUND: HTTPStatus.BAD_REQUEST,
    Code.RATE_LIMITED: HTTPStatus.TOO_MANY_REQUESTS,
    Code.UNAUTHENTICATED: HTTPStatus.UNAUTHORIZED,
    Code.UNSUPPORTED_MEDIA_TYPE: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
}
"""The HTTP status of a request that is refused as a whole."""


class RequestRefused(HTTPException):
    """Ends a request before its operation runs. Raised by the edge, by routes, and by whoever builds the context.

    ``facts`` fill the text of the code and reach the client in ``extensions``; a ``reason`` is itself a message code.
    """

    def __init__(self, refusal: Code, *, headers: Mapping[str, str] | None = None, **facts: str | int) -> None:
        super().__init__(description=refusal)
        self.code = STATUS[refusal]
        self.refusal = refusal
        self.facts = facts
        self.headers = headers or {}


def json_response(payload: Mapping[str, Any], status: int = HTTPStatus.OK, media: str = JSON) -> Response:
    """Return ``payload`` as an answer that no cache keeps."""
    response = Response(encode(payload), status=status, content_type=f"{media}; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    response.vary.update(("Accept", "Accept-Language"))
    return response


def encode(payload: Mapping[str, Any]) -> bytes:
    """Return ``payload`` as JSON bytes; raise ``ValueError`` or ``TypeError`` for what JSON cannot hold."""
    try:
        return orjson.dumps(payload, option=orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME)
    except TypeError:
        # Integers beyond 64 bits and half characters are JSON all the same; the standard encoder writes both.
        return json.dumps(payload, allow_nan=False, separators=(",", ":")).encode()
