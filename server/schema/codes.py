"""The codes of the edge (``extensions.code``): why a request as a whole, or a field of its answer, was refused.

Refusals of a mutation are no concern of this list: they stand in its payload, under codes of their own.
"""

from collections.abc import Collection
from enum import StrEnum

from graphql import GraphQLError, Node


class Code(StrEnum):
    """What a client can act on. The text of each stands in ``server.messages`` under the same name."""

    BAD_REQUEST = "BAD_REQUEST"
    BAD_USER_INPUT = "BAD_USER_INPUT"
    CSRF_PREVENTED = "CSRF_PREVENTED"
    FORBIDDEN = "FORBIDDEN"
    GRAPHQL_PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
    GRAPHQL_VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
    INTERNAL_SERVER_ERROR = "INTERNAL_SERVER_ERROR"
    METHOD_NOT_ALLOWED = "METHOD_NOT_ALLOWED"
    NOT_ACCEPTABLE = "NOT_ACCEPTABLE"
    NOT_FOUND = "NOT_FOUND"
    OPERATION_TOO_COMPLEX = "OPERATION_TOO_COMPLEX"
    PAYLOAD_TOO_LARGE = "PAYLOAD_TOO_LARGE"
    PERSISTED_QUERY_NOT_FOUND = "PERSISTED_QUERY_NOT_FOUND"
    RATE_LIMITED = "RATE_LIMITED"
    UNAUTHENTICATED = "UNAUTHENTICATED"
    UNSUPPORTED_MEDIA_TYPE = "UNSUPPORTED_MEDIA_TYPE"


def coded(code: Code, nodes: Collection[Node] | None = None, **facts: str | int) -> GraphQLError:
    """Return an error that the edge answers with the text of ``code`` in the request's language.

    ``facts`` fill the text and reach the client in ``extensions``; a ``reason`` is itself a message code. ``nodes``
    are the places in the document that the error is about.
    """
    return GraphQLError(code, nodes, extensions={"code": code.value, **facts})
