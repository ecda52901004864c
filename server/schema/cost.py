"""What an operation costs before it runs: the number of objects that its answer may hold, from schema and variables.

A field that takes ``first`` or ``last`` holds as many objects as it is asked for, any other list of objects a
guessed number; edges are free, for they hold no row of their own; counting all rows of a list costs extra.
``@skip`` and ``@include`` are read as if the field stayed, types of a union as if all of them came.
"""

from collections.abc import Mapping
from typing import Any

from graphql import (
    ArgumentNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLCompositeType,
    GraphQLField,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_list_type,
)

MAX_COST = 1000
DEFAULT_PAGE = 20
MAX_PAGE = 100
PLAIN_LIST = 10
"""How many objects a list without pages is taken to hold: errors of a payload, stages of a run."""
TOTAL_COUNT = 10
"""What counting all rows behind a connection costs, in objects."""
UNCOUNTABLE = 1_000_000_000
"""Where the sum stops, so that it stays a number that every JSON client can read."""


def cost_of(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any] | None = None,
) -> int:
    """Return the cost of ``operation`` in a valid ``document``; ``variables`` are those of the request, uncoerced."""
    defaults = {
        definition.variable.name.value: _literal(definition.default_value)
        for definition in operation.variable_definitions or ()
    }
    root = schema.get_root_type(operation.operation)
    counter = _Counter(schema, document, {**defaults, **(variables or {})})
    return min(counter.selections(operation.selection_set, root, None), UNCOUNTABLE)


class _Counter:
    def __init__(self, schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any]) -> None:
        self._schema = schema
        self._variables = variables
        self._fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
        self._known: dict[tuple[str, int | None], int] = {}

    def selections(
        self, selected: SelectionSetNode | None, parent: GraphQLCompositeType | None, page: int | None
    ) -> int:
        """Return the cost of what is selected on one ``parent``; ``page`` is its size when it is a connection."""
        total = 0
        for node in selected.selections if selected else ():
            if isinstance(node, FieldNode):
                total += self._field(node, parent, page)
            elif isinstance(node, FragmentSpreadNode):
                total += self._fragment(node.name.value, page)
            elif isinstance(node, InlineFragmentNode):
                narrowed = self._composite(node.type_condition.name.value) if node.type_condition else parent
                total += self.selections(node.selection_set, narrowed, page)
        return total

    def _fragment(self, name: str, page: int | None) -> int:
        if (name, page) not in self._known:
            self._known[name, page] = 0
            fragment = self._fragments.get(name)
            if fragment is not None:
                parent = self._composite(fragment.type_condition.name.value)
                self._known[name, page] = self.selections(fragment.selection_set, parent, page)
        return self._known[name, page]

    def _field(self, node: FieldNode, parent: GraphQLCompositeType | None, page: int | None) -> int:
        name = node.name.value
        definition = self._schema.get_field(parent, name) if parent is not None else None
        if definition is None or name.startswith("__"):
            return 0
        if name == "totalCount":
            return TOTAL_COUNT
        kind = get_named_type(definition.type)
        if not is_composite_type(kind):
            return 0
        asked = self._page(node, definition)
        if not is_list_type(get_nullable_type(definition.type)):
            return 1 + self.selections(node.selection_set, kind, asked)
        each = self.selections(node.selection_set, kind, None)
        if page is not None:
            return page * (each + (name != "edges"))
        return (self._listed(node) if asked is None else asked) * (1 + each)

    def _page(self, node: FieldNode, definition: GraphQLField) -> int | None:
        """Return how many objects are asked for, or ``None`` when the field has no pages."""
        if "first" not in definition.args:
            return None
        given = [self._value(argument) for argument in node.arguments or () if argument.name.value in {"first", "last"}]
        sizes = [value for value in given if isinstance(value, int) and not isinstance(value, bool)]
        # A size out of bounds is refused by the resolver; here it only must not upset the sum.
        return min(max(0, *sizes), MAX_PAGE) if sizes else DEFAULT_PAGE

    def _listed(self, node: FieldNode) -> int:
        """Return how many objects a list without pages holds: as many as ids were given, else a guess."""
        for argument in node.arguments or ():
            ids = self._value(argument)
            if argument.name.value == "ids" and isinstance(ids, list):
                return len(ids)
        return PLAIN_LIST

    def _value(self, argument: ArgumentNode) -> Any:
        value = argument.value
        return self._variables.get(value.name.value) if isinstance(value, VariableNode) else _literal(value)

    def _composite(self, name: str) -> GraphQLCompositeType | None:
        found = self._schema.get_type(name)
        return found if is_composite_type(found) else None


def _literal(node: ValueNode | None) -> int | list[ValueNode] | None:
    """Return the integer or the list that is written there; anything else is not needed for the cost."""
    if isinstance(node, IntValueNode):
        # More digits than that are beyond any page, and Python refuses to read thousands of them.
        return int(node.value[:10])
    return list(node.values) if isinstance(node, ListValueNode) else None
