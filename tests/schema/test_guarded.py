import asyncio
from typing import Any

import strawberry

from server.schema.guarded import GuardedSchema
from server.schema.printing import print_sdl


@strawberry.input(one_of=True)
class Pick:
    apple: strawberry.Maybe[int]
    zebra: strawberry.Maybe[str]


@strawberry.type
class Query:
    @strawberry.field
    def picked(self, pick: Pick) -> str:
        return f"apple {pick.apple.value}" if pick.apple else f"zebra {pick.zebra.value}" if pick.zebra else "none"


class Somebody:
    is_signed_in = True
    language = "en"
    request_id = "r1"


SCHEMA = GuardedSchema(Query)


def run(document: str, **variables: Any) -> Any:
    return asyncio.run(SCHEMA.execute(document, variable_values=variables, context_value=Somebody()))


def test_of_a_one_of_input_exactly_one_field_is_taken() -> None:
    by_variable = "query($pick: Pick!) { picked(pick: $pick) }"
    assert run("{ picked(pick: {apple: 1}) }").data == {"picked": "apple 1"}
    assert run(by_variable, pick={"zebra": "z"}).data == {"picked": "zebra z"}
    for refused in (
        run('{ picked(pick: {apple: 1, zebra: "z"}) }'),
        run("{ picked(pick: {}) }"),
        run(by_variable, pick={"apple": 1, "zebra": "z"}),
        run(by_variable, pick={"apple": None}),
    ):
        assert refused.data is None
        assert "Pick" in refused.errors[0].message


def test_introspection_and_sdl_tell_a_one_of_input() -> None:
    assert run('{ __type(name: "Pick") { isOneOf } }').data == {"__type": {"isOneOf": True}}
    assert "input Pick @oneOf {" in print_sdl(SCHEMA)


def test_a_subscription_is_not_offered() -> None:
    assert SCHEMA.subscription is None
    assert SCHEMA._schema.subscription_type is None
