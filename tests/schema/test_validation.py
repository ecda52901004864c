import asyncio
from typing import Any

import pytest
from graphql import GraphQLError, build_schema, parse

from server.schema.guarded import GuardedSchema
from server.schema.validation import MAX_ERRORS, faults
from tests.web.edge_app import SCHEMA

SMALL = build_schema("type Query { a(t: String): String q: Query }")


class Somebody:
    language = "en"
    request_id = "r1"

    def __init__(self, *, signed_in: bool = False, broken: bool = False) -> None:
        self._signed_in = signed_in
        self._broken = broken

    @property
    def is_signed_in(self) -> bool:
        if self._broken:
            raise RuntimeError("the session store is down")
        return self._signed_in


def found(document: str, *, signed_in: bool = False) -> list[GraphQLError]:
    return faults(SMALL, parse(document), signed_in=signed_in)


def run(schema: GuardedSchema, document: str, caller: Somebody, **more: Any) -> Any:
    return asyncio.run(schema.execute(document, context_value=caller, **more))


def test_limits_are_checked_alone_and_first() -> None:
    codes = [(error.extensions or {}).get("code") for error in found("{ " + "nope " * 301 + "}")]
    assert codes == ["OPERATION_TOO_COMPLEX", "OPERATION_TOO_COMPLEX"]


def test_no_more_than_the_maximum_of_faults_is_reported() -> None:
    assert len(found("{ q { " + " ".join(f"n{n}" for n in range(50)) + " } }")) == MAX_ERRORS
    assert len(found("{ a " + "@aa " * 20 + "}")) == MAX_ERRORS


def test_introspection_is_closed_to_strangers_even_in_fragments() -> None:
    document = "{ ...F } fragment F on Query { __schema { queryType { name } } }"
    assert len(found(document)) == 2  # the field and the type that it leads to
    assert found(document, signed_in=True) == []


def test_circular_introspection_is_refused_to_everyone() -> None:
    document = "{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }"
    assert [e.message for e in found(document, signed_in=True)] == ["Maximum introspection depth exceeded"]


@pytest.mark.parametrize("literal", ['"a\\u0000b"', '"a\\u{0}b"'])
def test_text_that_no_database_stores_is_refused(literal: str) -> None:
    assert [error.message for error in found(f"{{ a(t: {literal}) }}")] == ["BAD_USER_INPUT"]


def test_the_operation_must_be_named_when_there_are_several() -> None:
    document = "query A { greeting } query B { greeting }"
    assert run(SCHEMA, document, Somebody()).errors[0].extensions["reason"] == "OPERATION_NAME_MISSING"
    assert run(SCHEMA, document, Somebody(), operation_name="B").data == {"greeting": "hello there"}


def test_a_failure_of_the_guard_itself_lets_nothing_through(caplog: pytest.LogCaptureFixture) -> None:
    result = run(SCHEMA, "{ greeting }", Somebody(broken=True))
    assert result.data is None
    assert [record.getMessage() for record in caplog.records] == ["unexpected failure r1 at request, 1 in all"]


def test_the_cost_is_reported_even_of_what_was_refused() -> None:
    refused = run(SCHEMA, "{ nope }", Somebody())
    assert refused.extensions["cost"]["requested"] == 0
    assert run(SCHEMA, "{ units(first: 3) { edges { node { number } } } }", Somebody()).extensions["cost"] == {
        "requested": 4,
        "limit": 1000,
    }
