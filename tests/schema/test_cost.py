from typing import Any

import pytest
from graphql import GraphQLSchema, OperationDefinitionNode, build_schema, get_operation_ast, parse, validate

from server.schema.cost import DEFAULT_PAGE, MAX_PAGE, PLAIN_LIST, TOTAL_COUNT, UNCOUNTABLE, cost_of

SCHEMA: GraphQLSchema = build_schema(
    """
    interface Node { id: ID! }
    type PageInfo { hasNextPage: Boolean! }
    type Area implements Node { id: ID! name: String parent: Area units(first: Int, last: Int): UnitConnection! }
    type Unit implements Node { id: ID! area: Area areas(first: Int): AreaConnection! notes: [Note!]! tags: [String!]! }
    type Note { text: String by: Unit }
    type AreaEdge { cursor: String! node: Area! }
    type AreaConnection { edges: [AreaEdge!]! nodes: [Area!]! pageInfo: PageInfo! totalCount: Int! }
    type UnitEdge { cursor: String! node: Unit! }
    type UnitConnection { edges: [UnitEdge!]! pageInfo: PageInfo! totalCount: Int! }
    union Found = Area | Unit
    type Query {
      version: String
      area: Area
      areas(first: Int, last: Int, after: String): AreaConnection
      latest(first: Int): [Unit!]!
      nodes(ids: [ID!]!): [Node]!
      found: Found
    }
    """
)
NAMES = "{ edges { node { name } } }"


def cost(document: str, variables: dict[str, Any] | None = None) -> int:
    parsed = parse(document)
    assert validate(SCHEMA, parsed) == []
    operation = get_operation_ast(parsed)
    assert isinstance(operation, OperationDefinitionNode)
    return cost_of(SCHEMA, parsed, operation, variables)


def test_scalars_are_free_and_an_object_costs_one() -> None:
    assert cost("{ version }") == 0
    assert cost("{ area { name parent { name parent { name } } } }") == 3


def test_a_page_costs_its_objects_and_the_connection_but_not_its_edges() -> None:
    assert cost(f"{{ areas(first: 7) {NAMES} }}") == 1 + 7
    assert cost(f"{{ areas(last: 7) {NAMES} }}") == 1 + 7
    assert cost("{ areas(first: 7) { nodes { name parent { name } } } }") == 1 + 7 * 2
    assert cost("{ areas(first: 7) { pageInfo { hasNextPage } } }") == 1 + 1


def test_pages_within_pages_multiply() -> None:
    document = "{ areas(first: 10) { edges { node { units(first: 5) { edges { node { area { name } } } } } } } }"
    assert cost(document) == 1 + 10 * (1 + 1 + 5 * 2)


def test_a_page_without_a_size_is_the_default_and_none_is_larger_than_the_largest() -> None:
    assert cost(f"{{ areas {NAMES} }}") == 1 + DEFAULT_PAGE
    assert cost(f"{{ areas(first: null) {NAMES} }}") == 1 + DEFAULT_PAGE
    assert cost(f"{{ areas(first: 1000000) {NAMES} }}") == 1 + MAX_PAGE
    assert cost(f"{{ areas(first: -5) {NAMES} }}") == 1
    assert cost(f"{{ areas(first: 3, last: 9) {NAMES} }}") == 1 + 9


@pytest.mark.parametrize(
    ("variables", "size"),
    [
        ({"n": 7}, 7),
        ({}, 4),
        (None, 4),
        ({"n": None}, DEFAULT_PAGE),
        ({"n": 10**30}, MAX_PAGE),
        ({"n": -1}, 0),
        # These the executor refuses to coerce; the cost only has to survive them.
        ({"n": "7"}, DEFAULT_PAGE),
        ({"n": True}, DEFAULT_PAGE),
        ({"n": [7]}, DEFAULT_PAGE),
    ],
)
def test_the_size_of_a_page_may_be_a_variable(variables: dict[str, Any] | None, size: int) -> None:
    assert cost(f"query($n: Int = 4) {{ areas(first: $n) {NAMES} }}", variables) == 1 + size


def test_a_total_is_costed() -> None:
    assert cost("{ areas { totalCount } }") == 1 + TOTAL_COUNT
    assert cost("{ areas(first: 2) { nodes { units { totalCount } } } }") == 1 + 2 * (1 + 1 + TOTAL_COUNT)


def test_a_list_without_pages_is_guessed() -> None:
    assert cost("{ latest(first: 3) { id notes { text } tags } }") == 3 * (1 + PLAIN_LIST)
    assert cost("{ latest(first: 3) { notes { by { id } } } }") == 3 * (1 + PLAIN_LIST * 2)


def test_a_list_by_ids_has_as_many_objects_as_ids() -> None:
    assert cost('{ nodes(ids: ["a", "b", "c"]) { id } }') == 3
    assert cost("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": ["a", "b"]}) == 2


def test_fragments_cost_what_they_select_wherever_they_are_spread() -> None:
    document = """
        {
          small: areas(first: 2) { ...Page }
          large: areas(first: 5) { ...Page }
          found { ... on Area { ...One } ...Two }
        }
        fragment Page on AreaConnection { edges { node { ...One } } }
        fragment One on Area { parent { name } }
        fragment Two on Unit { area { name } }
    """
    assert cost(document) == (1 + 2 * 2) + (1 + 5 * 2) + (1 + 1 + 1)


def test_introspection_is_free() -> None:
    assert cost("{ __typename __schema { types { fields { type { name } } } } }") == 0


def test_the_sum_stops_at_a_number_that_every_client_can_read() -> None:
    inner = "id"
    for _ in range(6):
        inner = f"areas(first: 100) {{ nodes {{ units(first: 100) {{ edges {{ node {{ {inner} }} }} }} }} }}"
    assert cost(f"{{ {inner} }}") == UNCOUNTABLE
