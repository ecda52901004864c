from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from graphql import FieldNode, GraphQLError, GraphQLSyntaxError, NameNode, Source
from graphql.error import located_error
from strawberry.exceptions import StrawberryInputCoercionError

from server.core.errors import InvalidInput, NotFound, NotPermitted, Refusals, TooManyAttempts
from server.schema.codes import Code, coded
from server.schema.masking import is_unexpected, public

NODE = FieldNode(name=NameNode(value="a"))
SECRET = "password hunter2"


@dataclass
class Caller:
    is_signed_in: bool = True
    language: str = "id"
    request_id: str = "r1"


def text(code: str, language: str, params: Mapping[str, object]) -> str:
    return f"{language}:{code}:{','.join(f'{name}={value}' for name, value in params.items() if name != 'code')}"


def raised(exception: Exception) -> GraphQLError:
    """The error as the executor reports it when a resolver raises ``exception``."""
    return located_error(exception, [NODE], ["a"])


@pytest.mark.parametrize(
    "error",
    [
        raised(RuntimeError(SECRET)),
        raised(ValueError(SECRET)),
        raised(GraphQLError(SECRET)),
        raised(GraphQLError(SECRET, original_error=RuntimeError(SECRET))),
        # A hook of an extension failed: no field, no place in the document.
        GraphQLError(SECRET, original_error=RuntimeError(SECRET)),
        GraphQLError(SECRET, original_error=ValueError(SECRET)),
        # A scalar's parser failed in a way that no bad value explains.
        GraphQLError(SECRET, [NODE], original_error=AttributeError(SECRET)),
    ],
)
def test_what_is_not_known_is_masked(error: GraphQLError) -> None:
    shown = public(error, Caller(), text)
    assert SECRET not in str(shown)
    assert shown["extensions"] == {"code": "INTERNAL_SERVER_ERROR", "correlationId": "r1"}
    assert shown["message"] == "id:INTERNAL_SERVER_ERROR:correlation_id=r1"
    assert is_unexpected(error)


@pytest.mark.parametrize(
    ("error", "executed", "code"),
    [
        (GraphQLSyntaxError(Source("{"), 1, "Unexpected"), False, "GRAPHQL_PARSE_FAILED"),
        (GraphQLError("Cannot query field", [NODE]), False, "GRAPHQL_VALIDATION_FAILED"),
        (GraphQLError("Variable is wrong", [NODE]), True, "BAD_USER_INPUT"),
        (GraphQLError("Not a date", [NODE], original_error=ValueError("Not a date")), True, "BAD_USER_INPUT"),
        (StrawberryInputCoercionError("Value cannot represent a UUID"), False, "BAD_USER_INPUT"),
        (raised(StrawberryInputCoercionError("Value cannot represent a UUID")), True, "BAD_USER_INPUT"),
        (raised(GraphQLError("Argument must not be null", [NODE])), True, "BAD_USER_INPUT"),
    ],
)
def test_what_is_about_the_document_or_its_values_is_told(error: GraphQLError, executed: bool, code: str) -> None:
    shown = public(error, Caller(), text, executed=executed)
    assert (shown["message"], shown["extensions"]) == (error.message, {"code": code})
    assert not is_unexpected(error)


def test_a_coded_error_is_told_in_the_language_of_the_caller_with_its_facts() -> None:
    shown = public(raised(coded(Code.OPERATION_TOO_COMPLEX, actual=9, limit=3)), Caller(language="en"), text)
    assert shown["message"] == "en:OPERATION_TOO_COMPLEX:actual=9,limit=3"
    assert shown["extensions"] == {"code": "OPERATION_TOO_COMPLEX", "actual": 9, "limit": 3}
    assert shown["path"] == ["a"]


def test_a_code_given_by_hand_keeps_its_message() -> None:
    error = raised(GraphQLError("Too early.", extensions={"code": "TOO_EARLY"}))
    assert public(error, Caller(), text)["message"] == "Too early."
    assert not is_unexpected(error)


@pytest.mark.parametrize(
    ("refused", "signed_in", "code", "reason"),
    [
        (NotPermitted(reason="NO_GRANT"), True, "FORBIDDEN", "NO_GRANT"),
        (NotPermitted(reason="NO_GRANT"), False, "UNAUTHENTICATED", "NO_GRANT"),
        (InvalidInput(reason="CURSOR"), True, "BAD_USER_INPUT", "CURSOR"),
        (NotFound(), True, "BAD_USER_INPUT", "NOT_FOUND"),
        (TooManyAttempts(retry_at=datetime(2026, 1, 1, tzinfo=UTC)), False, "RATE_LIMITED", "TOO_MANY_ATTEMPTS"),
        (Refusals([InvalidInput(reason="CURSOR"), NotFound()]), True, "BAD_USER_INPUT", "CURSOR"),
    ],
)
def test_a_refusal_of_a_service_is_told(refused: Exception, signed_in: bool, code: str, reason: str) -> None:
    error = raised(refused)
    shown = public(error, Caller(is_signed_in=signed_in), text)
    assert shown["extensions"] == {"code": code, "reason": reason}
    assert shown["message"].startswith("id:")
    assert not is_unexpected(error)
