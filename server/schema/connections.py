"""Relay connections over keyset pages."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import strawberry
from graphql import GraphQLError

from server.messages.catalogue import text
from server.reads.paging import BadPage, Ordering, page
from server.schema.context import Info
from server.schema.fields import field

T = TypeVar("T")
DEFAULT_PAGE = 20


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    """Where a page stands in its list."""

    has_next_page: bool = field("Whether more follow; ask with `after: endCursor`.")
    has_previous_page: bool = field("Whether the page was asked for with `after`.")
    start_cursor: str | None = field("The cursor of the first edge.")
    end_cursor: str | None = field("The cursor of the last edge.")


@strawberry.type(description="One object in a list, with its place.")
class Edge(Generic[T]):
    """One object in a list, with its place."""

    cursor: str = field("Opaque; valid for this ordering only.")
    node: T = field("The object.")


@strawberry.type(description="A page of a list.")
class Connection(Generic[T]):
    """A page of a list."""

    edges: list[Edge[T]] = field("The objects with their cursors.")
    nodes: list[T] = field("The objects without their cursors.")
    page_info: PageInfo = field("Where this page stands.")
    total_count: int = field("How many there are in all; costs a count, so ask only when it is shown.")


@dataclass(slots=True)
class _Connection:
    edges: list[Any]
    nodes: list[Any]
    page_info: PageInfo
    count: Any

    @property
    def total_count(self) -> int:
        return int(self.count())


def connect(info: Info, select: Any, ordering: Ordering, first: int, after: str | None) -> Any:
    """Run one page of ``select`` and give it as a connection; a bad page is a ``BAD_USER_INPUT`` error."""
    try:
        found = page(select, ordering, first, after)
    except BadPage as bad:
        raise bad_input(info, bad.code) from bad
    edges = [Edge(cursor=ordering.cursor(row), node=row) for row in found.rows]
    place = PageInfo(
        has_next_page=found.has_next,
        has_previous_page=found.has_previous,
        start_cursor=edges[0].cursor if edges else None,
        end_cursor=edges[-1].cursor if edges else None,
    )
    return _Connection(edges, found.rows, place, found.count)


def bad_input(info: Info, code: str) -> GraphQLError:
    """Return the top-level error for an argument that cannot be used; ``code`` names its text."""
    return GraphQLError(text(code, info.context.language), extensions={"code": "BAD_USER_INPUT", "reason": code})
