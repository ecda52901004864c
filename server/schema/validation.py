"""What a document must pass before it runs: cheap limits first and alone, then GraphQL's own rules, then the cost."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    MaxIntrospectionDepthRule,
    NoFragmentCyclesRule,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    StringValueNode,
    ValidationRule,
    get_operation_ast,
    specified_rules,
    validate,
)
from strawberry.extensions import MaxTokensLimiter, SchemaExtension
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from server.schema.codes import Code, coded
from server.schema.cost import MAX_COST, cost_of
from server.schema.limits import Limits

MAX_TOKENS = 1000
"""Of a document. The standard introspection query has 183."""
MAX_ERRORS = 5
"""What is reported of a document; a client with more faults mends these first."""


class StorableText(ValidationRule):
    """Refuses the character NUL in a string of the document: PostgreSQL stores every other character but this."""

    def enter_string_value(self, node: StringValueNode, *_: Any) -> None:
        """Report a string that holds NUL."""
        if "\0" in node.value:
            self.report_error(coded(Code.BAD_USER_INPUT, [node], reason="NUL_CHARACTER"))


FIRST = (NoFragmentCyclesRule, Limits, MaxIntrospectionDepthRule)
"""Linear in the document. What they let pass is small enough for the rest, one of which is quadratic."""
THEN = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule, StorableText)


def faults(schema: GraphQLSchema, document: DocumentNode, *, signed_in: bool) -> list[GraphQLError]:
    """Return the first faults of ``document``, none when it may run; introspection is for signed-in callers."""
    first = FIRST if signed_in else (*FIRST, NoSchemaIntrospectionCustomRule)
    found = validate(schema, document, first, MAX_ERRORS) or validate(
        schema, document, THEN, MAX_ERRORS, hide_suggestions=True
    )
    # At its maximum graphql-core adds one more error, which says that it stopped.
    return found[:MAX_ERRORS]


class Guard(SchemaExtension):
    """Validates in the house's order in place of Strawberry, refuses what costs too much, reports the cost."""

    _requested = 0

    def on_validate(self) -> Iterator[None]:
        """Leave the faults, or an empty list, where Strawberry takes them for its own."""
        self.execution_context.pre_execution_errors = self._faults()
        yield

    def get_results(self) -> dict[str, Any]:
        """Report what the operation was reckoned to cost: 0 when it was refused before that."""
        return {"cost": {"requested": self._requested, "limit": MAX_COST}}

    def _faults(self) -> list[GraphQLError]:
        context = self.execution_context
        document = context.graphql_document
        if document is None:
            raise TypeError("validation comes after parsing")
        schema = context.schema._schema
        found = faults(schema, document, signed_in=context.context.is_signed_in)
        if found:
            return found
        operation = self._chosen(document)
        if operation is None:
            return [coded(Code.BAD_REQUEST, reason="OPERATION_NAME_MISSING")]
        self._requested = cost_of(schema, document, operation, context.variables)
        if self._requested <= MAX_COST:
            return []
        return [
            coded(
                Code.OPERATION_TOO_COMPLEX,
                [operation],
                reason="TOO_COSTLY",
                actual=self._requested,
                limit=MAX_COST,
                cost=self._requested,
            )
        ]

    def _chosen(self, document: DocumentNode) -> OperationDefinitionNode | None:
        # Strawberry's `operation_name` falls back to the first operation, where GraphQL refuses to choose.
        return get_operation_ast(document, self.execution_context._provided_operation_name)


EXTENSIONS = (partial(MaxTokensLimiter, MAX_TOKENS), Guard)
"""What every schema of the platform is built with, as classes and factories: one instance per request."""
