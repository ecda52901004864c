import time

import pytest
from graphql import (
    GraphQLError,
    NoFragmentCyclesRule,
    build_schema,
    get_introspection_query,
    parse,
    validate,
)

from server.schema.limits import Limits
from server.schema.validation import faults

SCHEMA = build_schema(
    """
    type Query { a: String q: Query list(first: Int): [Query!]! }
    type Mutation { signIn(password: String): String other: String }
    """
)
BOMB_SECONDS = 0.2


def found(document: str) -> list[GraphQLError]:
    return validate(SCHEMA, parse(document), [Limits])


def reasons(document: str) -> list[tuple[object, object, object]]:
    facts = [error.extensions or {} for error in found(document)]
    assert all(fact["code"] == "OPERATION_TOO_COMPLEX" for fact in facts)
    return [(fact["reason"], fact["actual"], fact["limit"]) for fact in facts]


def nested(depth: int) -> str:
    return "{ " + "q { " * (depth - 1) + "a" + " }" * depth


def spread(leaf: str, times: int) -> str:
    return f"{{ q {{ {'...F ' * times} }} }} fragment F on Query {{ {leaf} }}"


@pytest.mark.parametrize(
    "document",
    [
        "{ " + " ".join(f"a{n}: a" for n in range(15)) + " }",
        "{ a " + "@skip(if: false) " * 25 + "}",
        "{ " + "a " * 20 + "}",
        "{ __typename " + "a " * 20 + "}",
        "mutation { __typename signIn }",
        nested(12),
        spread("a", 299),
    ],
)
def test_an_operation_at_its_limits_passes(document: str) -> None:
    assert reasons(document) == []


@pytest.mark.parametrize(
    ("document", "reason", "actual", "limit"),
    [
        ("{ q { " + " ".join(f"a{n}: a" for n in range(16)) + " } }", "TOO_MANY_ALIASES", 16, 15),
        (spread("b: a", 16), "TOO_MANY_ALIASES", 16, 15),
        ("{ a " + "@skip(if: false) " * 26 + "}", "TOO_MANY_DIRECTIVES", 26, 25),
        ("query " + "@x " * 26 + "{ a }", "TOO_MANY_DIRECTIVES", 26, 25),
        ("{ " + "... @x { a } " * 13 + "...F @x @x @x } fragment F on Query { a @y " + "@y " * 10 + "}",
         "TOO_MANY_DIRECTIVES", 27, 25),
        ("{ " + "a " * 21 + "}", "TOO_MANY_ROOT_FIELDS", 21, 20),
        ("mutation { signIn other }", "TOO_MANY_ROOT_FIELDS", 2, 1),
        ("mutation { ... { a: signIn } ... { signIn } }", "TOO_MANY_ROOT_FIELDS", 2, 1),
        ("mutation { ...F } fragment F on Mutation { signIn other }", "TOO_MANY_ROOT_FIELDS", 2, 1),
        (spread("a", 300), "TOO_MANY_FIELDS", 301, 300),
        (nested(13), "TOO_DEEP", 13, 12),
        ("{ q { q { q { q { q { q { ...F } } } } } } } fragment F on Query " + nested(7), "TOO_DEEP", 13, 12),
    ],
)  # fmt: skip
def test_an_operation_beyond_a_limit_is_refused(document: str, reason: str, actual: int, limit: int) -> None:
    assert reasons(document) == [(reason, actual, limit)]


def test_every_operation_of_a_document_is_measured() -> None:
    document = "query A { a } query B " + nested(13) + " query C " + nested(14)
    assert [actual for _, actual, _ in reasons(document)] == [13, 14]


def test_a_fragment_that_nobody_spreads_costs_nothing() -> None:
    assert reasons("{ a } fragment F on Query " + nested(13)) == []


def test_the_fullest_introspection_query_passes() -> None:
    full = get_introspection_query(
        specified_by_url=True, directive_is_repeatable=True, schema_description=True, input_value_deprecation=True
    )
    assert reasons(full) == []
    assert faults(SCHEMA, parse(full), signed_in=True) == []


def test_a_cycle_ends_and_is_reported_by_its_own_rule() -> None:
    document = parse("{ ...F } fragment F on Query { a ...G } fragment G on Query { q { ...F } }")
    assert validate(SCHEMA, document, [Limits]) == []
    assert len(validate(SCHEMA, document, [NoFragmentCyclesRule, Limits])) == 1


def test_a_missing_fragment_is_left_to_its_own_rule() -> None:
    assert reasons("{ a ...Nowhere }") == []


@pytest.mark.parametrize("pattern", ["...f{n} ...f{n}", "x: q {{ ...f{n} }} y: q {{ ...f{n} }}"])
@pytest.mark.parametrize("leaf", ["a", "...Nowhere"])
def test_a_fragment_bomb_is_over_at_once(pattern: str, leaf: str) -> None:
    fragments = [f"fragment f{n} on Query {{ {pattern.format(n=n + 1)} }}" for n in range(25)]
    document = parse("{ ...f0 } " + " ".join(fragments) + f" fragment f25 on Query {{ {leaf} }}")
    started = time.process_time()
    assert faults(SCHEMA, document, signed_in=False)
    assert time.process_time() - started < BOMB_SECONDS


def test_fragments_that_all_spread_each_other_are_over_at_once() -> None:
    names = [f"f{n}" for n in range(16)]
    fragments = [f"fragment {a} on Query {{ {' '.join(f'...{b}' for b in names if b != a)} }}" for a in names]
    document = parse("{ ...f0 } " + " ".join(fragments))
    started = time.process_time()
    assert faults(SCHEMA, document, signed_in=False)
    assert time.process_time() - started < BOMB_SECONDS
