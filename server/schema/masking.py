"""What a client is told of an error. What is not known to be the client's to know is a bug, and masked.

Known are: errors that carry a code, refusals of a service, and what graphql-core says about the client's own
document or values. Such a library error names a place in the document; an exception of ours never does.
"""

from typing import Any

from graphql import GraphQLError, GraphQLSyntaxError
from strawberry.exceptions import StrawberryInputCoercionError

from server.core.errors import NotPermitted, Refusals, Refused, TooManyAttempts
from server.schema.caller import Caller, Text
from server.schema.codes import Code

_COERCION = (ValueError, TypeError, ArithmeticError, StrawberryInputCoercionError)
"""What a scalar raises for a value that it does not take."""


def public(error: GraphQLError, caller: Caller, text: Text, *, executed: bool = True) -> dict[str, Any]:
    """Return ``error`` as the client sees it, in the caller's language, with ``extensions.code``.

    ``executed`` says whether the document had passed validation: graphql-core tells the two apart by nothing else.
    """
    shown: dict[str, Any] = dict(error.formatted)
    refused = _refusal(error)
    if refused is not None:
        shown["message"] = text(refused.code, caller.language, refused.params())
        shown["extensions"] = {
            "code": _code_of_refusal(refused, caller),
            "reason": getattr(refused, "reason", refused.code),
        }
        return shown
    code = code_of(error, executed=executed)
    if code == Code.INTERNAL_SERVER_ERROR:
        shown["message"] = text(code, caller.language, {"correlation_id": caller.request_id})
        shown["extensions"] = {"code": code, "correlationId": caller.request_id}
        return shown
    extensions = {**(error.extensions or {}), "code": code}
    if error.message == code:
        shown["message"] = text(code, caller.language, extensions)
    shown["extensions"] = extensions
    return shown


def code_of(error: GraphQLError, *, executed: bool = True) -> str:
    """Return the code of an error that is no service's refusal: its own, that of a library error, or of a bug."""
    own = (error.extensions or {}).get("code")
    if isinstance(own, str):
        return own
    if isinstance(error, GraphQLSyntaxError):
        return Code.GRAPHQL_PARSE_FAILED
    cause = _cause(error)
    if isinstance(cause, StrawberryInputCoercionError):
        return Code.BAD_USER_INPUT
    if not _is_about_document(error):
        return Code.INTERNAL_SERVER_ERROR
    if isinstance(cause, GraphQLError):
        return Code.BAD_USER_INPUT if executed else Code.GRAPHQL_VALIDATION_FAILED
    return Code.BAD_USER_INPUT if isinstance(cause, _COERCION) else Code.INTERNAL_SERVER_ERROR


def is_unexpected(error: GraphQLError) -> bool:
    """Say whether ``error`` is a bug, to be logged and masked."""
    return _refusal(error) is None and code_of(error) == Code.INTERNAL_SERVER_ERROR


def _cause(error: GraphQLError) -> Exception:
    """Return the exception at the bottom of ``error``; itself when graphql-core made it."""
    cause: Exception = error
    while isinstance(cause, GraphQLError) and cause.original_error is not None:
        cause = cause.original_error
    return cause


def _refusal(error: GraphQLError) -> Refused | None:
    cause = _cause(error)
    if isinstance(cause, Refusals):
        return cause.refused[0]
    return cause if isinstance(cause, Refused) else None


def _code_of_refusal(refused: Refused, caller: Caller) -> Code:
    """Return the code for a refusal that a query, which has no payload to say it in, came to."""
    if isinstance(refused, NotPermitted):
        return Code.FORBIDDEN if caller.is_signed_in else Code.UNAUTHENTICATED
    return Code.RATE_LIMITED if isinstance(refused, TooManyAttempts) else Code.BAD_USER_INPUT


def _is_about_document(error: GraphQLError) -> bool:
    """Say whether the error, as it was raised, named a place in the client's document.

    The executor adds the field's place to whatever a resolver raises, so there it is the inner error that counts.
    """
    raised = error.original_error if error.path is not None else error
    return isinstance(raised, GraphQLError) and bool(raised.nodes)
