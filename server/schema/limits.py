"""How large an operation may be, counted in one pass whatever its fragments do.

The stock limiters follow every spread anew, so that 25 fragments which each spread the next one twice cost them
2^25 steps. Here a fragment is measured once and its measure is added wherever it is spread.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graphql import (
    SKIP,
    FieldNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    ValidationContext,
    ValidationRule,
    VisitorAction,
)

from server.schema.codes import Code, coded

MAX_ALIASES = 15
MAX_DIRECTIVES = 25
MAX_ROOT_FIELDS = 20
MAX_MUTATIONS = 1
"""One per request: aliases would otherwise try fifteen passwords under one count of attempts."""
MAX_FIELDS = 300
MAX_DEPTH = 12


@dataclass(slots=True)
class Size:
    """What a selection set amounts to with its fragments spread out; ``width`` is the fields of its first level."""

    aliases: int = 0
    directives: int = 0
    fields: int = 0
    width: int = 0
    depth: int = 0

    def add(self, other: "Size") -> None:
        """Take in a fragment, spread or inline, which stands at the same level."""
        self.aliases += other.aliases
        self.directives += other.directives
        self.fields += other.fields
        self.width += other.width
        self.depth = max(self.depth, other.depth)

    def add_field(self, node: FieldNode, below: "Size") -> None:
        """Take in a field and what it selects.

        ``__typename`` does not count as a root field, for clients add it unasked; introspection does not count into
        the depth, for its own rule bounds it and its standard query is 15 deep.
        """
        name = node.name.value
        self.aliases += below.aliases + (node.alias is not None)
        self.directives += below.directives
        self.fields += below.fields + 1
        self.width += name != "__typename"
        self.depth = max(self.depth, 0 if name.startswith("__") else below.depth + 1)


class Limits(ValidationRule):
    """Refuses operations with too many aliases, directives, fields or root fields, or too deep ones."""

    def __init__(self, context: ValidationContext) -> None:
        super().__init__(context)
        self._fragments: dict[str, Size] = {}

    def enter_operation_definition(self, node: OperationDefinitionNode, *_: Any) -> VisitorAction:
        """Report each limit that the operation breaks."""
        size = self._measure(node.selection_set)
        size.directives += len(node.directives or ())
        for reason, actual, limit in _compare(size, node.operation):
            if actual > limit:
                facts: dict[str, str | int] = {"reason": reason, "actual": actual, "limit": limit}
                self.report_error(coded(Code.OPERATION_TOO_COMPLEX, [node], **facts))
        return SKIP

    def enter_fragment_definition(self, *_: Any) -> VisitorAction:
        """Pass over: a fragment is measured where an operation spreads it."""
        return SKIP

    def _measure(self, selection_set: SelectionSetNode | None) -> Size:
        size = Size()
        for node in selection_set.selections if selection_set else ():
            size.directives += len(node.directives or ())
            if isinstance(node, FragmentSpreadNode):
                size.add(self._fragment(node.name.value))
            elif isinstance(node, FieldNode):
                size.add_field(node, self._measure(node.selection_set))
            else:
                size.add(self._measure(getattr(node, "selection_set", None)))
        return size

    def _fragment(self, name: str) -> Size:
        if name not in self._fragments:
            # A cycle meets this empty measure and ends; the rule on cycles reports it.
            self._fragments[name] = Size()
            definition = self.context.get_fragment(name)
            if definition is not None:
                self._fragments[name] = self._measure(definition.selection_set)
        return self._fragments[name]


def _compare(size: Size, operation: OperationType) -> Iterator[tuple[str, int, int]]:
    """Yield the message code, the measure and the limit of each thing that is limited."""
    yield "TOO_MANY_ALIASES", size.aliases, MAX_ALIASES
    yield "TOO_MANY_DIRECTIVES", size.directives, MAX_DIRECTIVES
    roots = MAX_MUTATIONS if operation is OperationType.MUTATION else MAX_ROOT_FIELDS
    yield "TOO_MANY_ROOT_FIELDS", size.width, roots
    yield "TOO_MANY_FIELDS", size.fields, MAX_FIELDS
    yield "TOO_DEEP", size.depth, MAX_DEPTH
