"""The schema, put together: every query class and every mutation is named here and nowhere else."""

from typing import Any

import strawberry
from strawberry.schema.config import StrawberryConfig

from server.schema.areas.queries import AreaQueries
from server.schema.node_queries import NodeQueries
from server.schema.nodes import BY_NAME
from server.schema.problems import error_types
from server.schema.scalars import SCALARS

MUTATIONS: tuple[Any, ...] = ()


@strawberry.type(description="What can be read.")
class Query(AreaQueries, NodeQueries):
    """What can be read."""


def build_schema() -> strawberry.Schema:
    """Build the one schema of the process."""
    return strawberry.Schema(
        query=Query,
        types=[*(entry.shown_as for entry in BY_NAME.values()), *error_types()],
        config=StrawberryConfig(disable_field_suggestions=True, scalar_map=SCALARS),
    )
