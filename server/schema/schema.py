"""The schema, put together: every noun brings its queries and its mutations, and is named here and nowhere else."""

import strawberry

import server.schema.uploads.types  # noqa: F401  # a type without a query: it is fetched by `node`
from server.schema.areas.queries import AreaQueries
from server.schema.guarded import GuardedSchema
from server.schema.identity.mutations import IdentityMutations
from server.schema.identity.queries import IdentityQueries
from server.schema.node_queries import NodeQueries
from server.schema.nodes import BY_NAME
from server.schema.problems import error_types
from server.schema.scalars import SCALARS


@strawberry.type(description="What can be read.")
class Query(
    AreaQueries,
    IdentityQueries,
    NodeQueries,
):
    """What can be read."""


@strawberry.type(description="What can be done; one a request.")
class Mutation(
    IdentityMutations,
):
    """What can be done."""


def build_schema() -> GuardedSchema:
    """Build the one schema of the process."""
    types = [*(entry.shown_as for entry in BY_NAME.values()), *error_types()]
    return GuardedSchema(Query, Mutation, types=types, scalars=SCALARS)
