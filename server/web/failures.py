"""Where a failed request becomes an answer: JSON with a code on the API's paths, the plain page elsewhere."""

import logging
from collections.abc import Mapping
from http import HTTPStatus

from flask import Flask, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, InternalServerError

from server.messages.catalogue import language_of
from server.schema.caller import Text
from server.schema.codes import Code
from server.web.negotiation import JSON, choose_media
from server.web.request_id import request_id
from server.web.responses import RequestRefused, json_response

log = logging.getLogger(__name__)

API_PATHS = ("/graphql", "/uploads")
_TELLING_HEADERS = ("Allow", "Retry-After", "WWW-Authenticate")
_CODES: Mapping[int, Code] = {
    HTTPStatus.UNAUTHORIZED: Code.UNAUTHENTICATED,
    HTTPStatus.FORBIDDEN: Code.FORBIDDEN,
    HTTPStatus.NOT_FOUND: Code.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED: Code.METHOD_NOT_ALLOWED,
    HTTPStatus.NOT_ACCEPTABLE: Code.NOT_ACCEPTABLE,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Code.PAYLOAD_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: Code.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.TOO_MANY_REQUESTS: Code.RATE_LIMITED,
}
"""What Flask itself refuses; any other status below 500 is a bad request."""


def answer_failures(app: Flask, text: Text, paths: tuple[str, ...] = API_PATHS) -> None:
    """Answer what ``app`` refuses or fails to do; ``paths`` and what lies below them get JSON.

    An exception that nobody foresaw is logged once, under the id that the client is given, and otherwise masked.
    """

    def is_api() -> bool:
        return any(request.path == path or request.path.startswith(f"{path}/") for path in paths)

    def refused(error: HTTPException) -> ResponseReturnValue:
        return _answer(error, text) if is_api() else error

    def failed(error: Exception) -> ResponseReturnValue:
        log.error("unexpected failure %s at %s", request_id(), request.path[:200], exc_info=error)
        return refused(InternalServerError())

    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(Exception, failed)


def _answer(error: HTTPException, text: Text) -> ResponseReturnValue:
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    facts: dict[str, str | int] = {}
    if isinstance(error, RequestRefused):
        code, facts, headers = error.refusal, error.facts, dict(error.headers)
    else:
        code = _CODES.get(
            status, Code.BAD_REQUEST if status < HTTPStatus.INTERNAL_SERVER_ERROR else Code.INTERNAL_SERVER_ERROR
        )
        headers = {name: value for name, value in error.get_headers() if name in _TELLING_HEADERS}
    if code is Code.INTERNAL_SERVER_ERROR:
        facts = {"correlationId": request_id()}
    language = language_of(request.headers.get("Accept-Language"))
    message = text(code, language, {**facts, "correlation_id": facts.get("correlationId", "")})
    payload = {"errors": [{"message": message, "extensions": {"code": code, **facts}}]}
    response = json_response(payload, status, choose_media(request.accept_mimetypes) or JSON)
    response.headers.update(headers)
    return response
