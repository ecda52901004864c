"""The GraphQL endpoint: POST and JSON only, one operation a request, errors with a code and in the caller's language.

Failures before execution are raised as ``RequestRefused`` and answered by ``server.web.failures``; that and this
belong to the same application.
"""

import asyncio
from collections.abc import Callable, Collection
from http import HTTPStatus
from typing import Any

from flask import Request, Response, request
from flask.views import View
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType

from server.schema.caller import Caller, Text
from server.schema.codes import Code
from server.schema.guarded import GuardedSchema
from server.schema.masking import public
from server.schema.validation import MAX_ERRORS
from server.web.csrf import refuse_forged
from server.web.negotiation import GRAPHQL_RESPONSE, choose_media
from server.web.request_body import Operation, read_operation
from server.web.responses import RequestRefused, json_response

_ALLOWED = (OperationType.QUERY, OperationType.MUTATION)


class GraphQLEndpoint(View):
    """Serves a schema: ``GraphQLEndpoint.as_view("graphql", schema=…, context=…, text=…, origins=…)``.

    ``context`` builds the context of a request and may raise ``RequestRefused`` (a dead token: ``UNAUTHENTICATED``).
    ``origins`` are the addresses of our own page, for the check against forged requests.
    """

    # GET is left to registered documents: they bring a reader of their own beside `read_operation`.
    methods = ("POST",)
    init_every_request = False

    def __init__(
        self,
        *,
        schema: GuardedSchema,
        context: Callable[[Request], Caller],
        text: Text,
        origins: Collection[str] = (),
    ) -> None:
        self._schema = schema
        self._context = context
        self._text = text
        self._origins = frozenset(origins)

    def dispatch_request(self) -> Response:
        """Answer the request in hand."""
        media = choose_media(request.accept_mimetypes)
        if media is None:
            raise RequestRefused(Code.NOT_ACCEPTABLE)
        refuse_forged(request, self._origins)
        operation = read_operation(request)
        caller = self._context(request)
        return self._answer(self._execute(operation, caller), caller, media)

    def _execute(self, operation: Operation, caller: Caller) -> ExecutionResult:
        execution = self._schema.execute(
            operation.query,
            variable_values=operation.variables,
            context_value=caller,
            operation_name=operation.operation_name,
            allowed_operation_types=_ALLOWED,
            operation_extensions=operation.extensions,
        )
        try:
            # A loop of its own in this thread: batch loaders work, and the thread's database connection still holds.
            return asyncio.run(execution)
        except CannotGetOperationTypeError as fault:
            raise RequestRefused(Code.BAD_REQUEST, reason="OPERATION_NOT_FOUND") from fault
        except InvalidOperationTypeError as fault:
            raise RequestRefused(Code.BAD_REQUEST, reason="SUBSCRIPTIONS_NOT_SUPPORTED") from fault

    def _answer(self, result: ExecutionResult, caller: Caller, media: str) -> Response:
        errors = result.errors or []
        executed = not isinstance(result, PreExecutionError)
        # A request error has no `data` at all: the operation did not run, or its variables could not be read.
        refused = bool(errors) and result.data is None and all(error.path is None for error in errors)
        payload: dict[str, Any] = {} if refused else {"data": result.data}
        if errors:
            shown = errors[:MAX_ERRORS] if refused else errors
            payload["errors"] = [public(error, caller, self._text, executed=executed) for error in shown]
        if result.extensions:
            payload["extensions"] = result.extensions
        return json_response(payload, _status(payload, media), media)


def _status(payload: dict[str, Any], media: str) -> int:
    """Return 200 for an answer with data; for a request error what its media type asks for, 500 when it is our bug."""
    if "data" in payload:
        return HTTPStatus.OK
    codes = {error["extensions"]["code"] for error in payload["errors"]}
    if Code.INTERNAL_SERVER_ERROR in codes:
        return HTTPStatus.INTERNAL_SERVER_ERROR
    return HTTPStatus.BAD_REQUEST if media == GRAPHQL_RESPONSE else HTTPStatus.OK
