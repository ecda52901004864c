"""A small application behind the real edge: enough schema to reach every way a request can end."""

import decimal
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

import strawberry
from flask import Flask, Request
from graphql import GraphQLError
from strawberry.dataloader import DataLoader

from server.core.errors import InvalidInput, NotPermitted
from server.messages.catalogue import language_of
from server.schema.codes import Code, coded
from server.schema.guarded import GuardedSchema
from server.web.failures import answer_failures
from server.web.graphql_view import GraphQLEndpoint
from server.web.request_id import request_id
from server.web.responses import RequestRefused
from server.web.security_headers import send_security_headers

OWN_ORIGIN = "https://ksbb.example"
SECRET = "the database password is hunter2"


class Context:
    """Signed in with the token or the session cookie ``ani``; ``threads`` is where its loader ran."""

    def __init__(self, request: Request) -> None:
        authorization = request.headers.get("Authorization", "")
        if authorization == "Bearer dead":
            raise RequestRefused(Code.UNAUTHENTICATED, headers={"WWW-Authenticate": "Bearer"})
        if request.headers.get("X-Break-Context"):
            raise RuntimeError(SECRET)
        self.is_signed_in = authorization == "Bearer ani" or request.cookies.get("session") == "ani"
        self.language = language_of(request.headers.get("Accept-Language"))
        self.request_id = request_id()
        self.batches: list[list[int]] = []
        self.threads: set[int] = set()
        self.names: DataLoader[int, str] = DataLoader(load_fn=self._load)

    async def _load(self, keys: list[int]) -> list[str]:
        self.batches.append(keys)
        self.threads.add(threading.get_ident())
        return [f"unit {key}" for key in keys]


Info = strawberry.Info[Context, None]


@strawberry.type
class Unit:
    number: int

    @strawberry.field
    async def name(self, info: Info) -> str:
        return await info.context.names.load(self.number)

    @strawberry.field
    def broken(self) -> str | None:
        raise RuntimeError(SECRET)


@strawberry.type
class UnitEdge:
    cursor: str
    node: Unit


@strawberry.type
class UnitConnection:
    edges: list[UnitEdge]
    total_count: int


@strawberry.input
class Filter:
    limit: int = 3
    text: str | None = None


@strawberry.type
class Query:
    @strawberry.field
    def greeting(self, name: str = "there") -> str:
        return f"hello {name}"

    @strawberry.field
    def again(self) -> "Query":
        return Query()

    @strawberry.field
    def units(self, first: int = 20, after: str | None = strawberry.UNSET) -> UnitConnection:
        return UnitConnection(edges=[UnitEdge(cursor=f"{n}", node=Unit(number=n)) for n in range(first)], total_count=3)

    @strawberry.field
    def thread(self, info: Info) -> list[str]:
        return [f"{threading.get_ident()}"]

    @strawberry.field
    def double(self, number: int) -> int:
        return number * 2

    @strawberry.field
    def price(self, amount: decimal.Decimal) -> str:
        return f"{amount}"

    @strawberry.field
    def search(self, filter: Filter) -> int:
        return filter.limit

    @strawberry.field
    def bug(self) -> str | None:
        raise RuntimeError(SECRET)

    @strawberry.field
    def fatal(self) -> str:
        raise RuntimeError(SECRET)

    @strawberry.field
    def uncoded(self) -> str | None:
        raise GraphQLError(SECRET)

    @strawberry.field
    def for_members(self) -> str | None:
        raise coded(Code.UNAUTHENTICATED)

    @strawberry.field
    def for_clerks(self) -> str | None:
        raise NotPermitted(reason="NO_GRANT")

    @strawberry.field
    def picky(self) -> str | None:
        raise InvalidInput(reason="CURSOR_MALFORMED")


@strawberry.type
class Mutation:
    @strawberry.mutation
    def rename(self, name: Annotated[str, strawberry.argument(description="The new name.")]) -> str:
        return name


TEXTS = {
    "en": {
        "BAD_REQUEST": "The request cannot be read: {reason}",
        "FORBIDDEN": "You may not do this.",
        "INTERNAL_SERVER_ERROR": "Something failed on our side; report {correlation_id}.",
        "OPERATION_TOO_COMPLEX": "{reason}: {actual}; the limit is {limit}.",
    },
    "id": {"UNAUTHENTICATED": "Masuk dahulu."},
}


def text(code: str, language: str, params: Mapping[str, object]) -> str:
    """The tests' catalogue; a code without a text gives the code, as the real one does."""
    return TEXTS[language].get(code, code).format_map(params)


SCHEMA = GuardedSchema(Query, Mutation)


@dataclass
class Edge:
    """The application and the contexts of the requests that it has answered."""

    app: Flask
    contexts: list[Context]


def build_edge(*, https: bool = False) -> Edge:
    app = Flask("edge")
    contexts: list[Context] = []

    def context(request: Request) -> Context:
        contexts.append(Context(request))
        return contexts[-1]

    view = GraphQLEndpoint.as_view("graphql", schema=SCHEMA, context=context, text=text, origins=[OWN_ORIGIN])
    app.add_url_rule("/graphql", view_func=view)

    @app.post("/uploads/broken")
    def broken() -> str:
        raise RuntimeError(SECRET)

    @app.get("/page")
    def page() -> str:
        return "<!doctype html>"

    answer_failures(app, text)
    send_security_headers(app, https=https)
    return Edge(app, contexts)
