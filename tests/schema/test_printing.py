from enum import Enum

import strawberry
from graphql import build_schema

from server.schema.guarded import GuardedSchema
from server.schema.printing import print_sdl


@strawberry.enum(description="How it stands.")
class State(Enum):
    OPEN = "OPEN"
    CLOSED = strawberry.enum_value("CLOSED", deprecation_reason="Use OPEN; removed 2027-01-01.")


@strawberry.input(one_of=True)
class Pick:
    zebra: strawberry.Maybe[str]
    apple: strawberry.Maybe[int]


@strawberry.type(description="The root.")
class Query:
    state: State = strawberry.field(description="How it stands.", resolver=lambda: State.OPEN)

    @strawberry.field
    def picked(self, pick: Pick) -> str:
        return f"{pick.apple or pick.zebra}"

    all_of_it: str = strawberry.field(deprecation_reason="Use state; removed 2027-01-01.", resolver=lambda: "")


def test_the_sdl_is_sorted_described_and_complete() -> None:
    printed = print_sdl(GuardedSchema(Query))
    assert printed.index("input Pick") < printed.index("type Query") < printed.index("enum State")
    assert printed.index("allOfIt") < printed.index("picked(pick: Pick!)") < printed.index("state: State!")
    assert '"""How it stands."""\n  state: State!' in printed
    assert 'allOfIt: String! @deprecated(reason: "Use state; removed 2027-01-01.")' in printed
    assert "input Pick @oneOf {\n  apple: Int\n  zebra: String\n}" in printed
    assert printed.endswith("}\n")
    assert not printed.endswith("\n\n")


def test_the_sdl_reads_back_to_the_same_sdl() -> None:
    printed = print_sdl(GuardedSchema(Query))
    assert set(build_schema(printed).type_map) >= {"Pick", "Query", "State"}
