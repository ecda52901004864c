"""The schema as SDL, as it is committed, diffed and given to clients."""

import strawberry
from graphql import lexicographic_sort_schema, print_schema


def print_sdl(schema: strawberry.Schema) -> str:
    """Return the SDL sorted by name at every level, so that a diff shows what changed and nothing else."""
    return print_schema(lexicographic_sort_schema(schema._schema)) + "\n"
