"""The schema class of the platform: a Strawberry schema that cannot be built without its guards."""

import logging
from collections.abc import Iterable, Mapping

import strawberry
from graphql import GraphQLError, GraphQLInputObjectType
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types import ExecutionContext
from strawberry.types.scalar import ScalarDefinition

from server.schema.masking import is_unexpected
from server.schema.validation import EXTENSIONS

log = logging.getLogger(__name__)


class GuardedSchema(strawberry.Schema):
    """Limits, cost and quiet logs. There is no subscription: Flask cannot carry one."""

    def __init__(
        self,
        query: type,
        mutation: type | None = None,
        *,
        types: Iterable[type] = (),
        scalars: Mapping[object, ScalarDefinition] | None = None,
    ) -> None:
        # `sort_schema` stays off: it breaks every union (Strawberry 0.341). `printing` sorts when it prints.
        config = StrawberryConfig(disable_field_suggestions=True, scalar_map=scalars or {})
        super().__init__(query=query, mutation=mutation, types=types, config=config, extensions=EXTENSIONS)
        self._tell_one_of()

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Log one record if there are bugs among the errors, under the id that the client is given; nothing else.

        Stock logs every error with its document, so that 272 bytes of a request write 32 kB.
        """
        bugs = [error for error in errors if is_unexpected(error)]
        if not bugs:
            return
        request_id = getattr(execution_context.context, "request_id", "-") if execution_context else "-"
        where = ".".join(map(str, bugs[0].path or ("request",)))[:200]
        log.error(
            "unexpected failure %s at %s, %d in all", request_id, where, len(bugs), exc_info=bugs[0].original_error
        )

    def _tell_one_of(self) -> None:
        """Mark one-of inputs for graphql-core, which prints, introspects and checks them; Strawberry leaves it out."""
        for kind in self._schema.type_map.values():
            if isinstance(kind, GraphQLInputObjectType):
                kind.is_one_of = kind.extensions[GraphQLCoreConverter.DEFINITION_BACKREF].is_one_of
