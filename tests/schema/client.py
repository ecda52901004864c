"""Asks the schema as the HTTP endpoint does, without HTTP."""

import asyncio
from dataclasses import dataclass, field, replace
from typing import Any

from server.app import SCHEMA
from server.core.act import Act
from server.core.actor import PUBLIC
from server.core.platform import Platform
from server.schema.context import Context


@dataclass
class Cookie:
    """Stands for the browser's session cookie, and remembers what became of it."""

    set_to: list[str] = field(default_factory=list)
    ended: bool = False

    def start(self, token: str) -> None:
        self.set_to.append(token)

    def end(self) -> None:
        self.ended = True


@dataclass
class Client:
    """Somebody who asks; each request is a fresh context, as over HTTP."""

    act: Act
    cookie: Cookie = field(default_factory=Cookie)

    def ask(self, document: str, **variables: object) -> dict[str, Any]:
        """Return ``data``; a top-level error fails the test."""
        context = Context(self.act, self.cookie)
        result = asyncio.run(SCHEMA.execute(document, variable_values=variables, context_value=context))
        assert not result.errors, result.errors
        assert result.data is not None
        return result.data

    def do(self, mutation: str, selection: str, **given: object) -> dict[str, Any]:
        """Return the payload of a mutation, with ``errors { code path message }`` and their own fields."""
        return self._run(mutation, selection, given, dry=False)

    def rehearse(self, mutation: str, selection: str, **given: object) -> dict[str, Any]:
        """Return the payload of a dry run."""
        return self._run(mutation, selection, given, dry=True)

    def _run(self, mutation: str, selection: str, given: dict[str, object], *, dry: bool) -> dict[str, Any]:
        name = mutation[0].upper() + mutation[1:]
        errors = "errors { __typename ... on UserError { code path message }"
        errors += " ... on NotPermittedError { reason } ... on InvalidInputError { reason limit } }"
        document = (
            f"mutation Go($input: {name}Input!, $dry: Boolean!) "
            f"{{ done: {mutation}(input: $input, dryRun: $dry) {{ {selection} {errors} }} }}"
        )
        done: dict[str, Any] = self.ask(document, input=given, dry=dry)["done"]
        return done

    def refused(self, mutation: str, selection: str, **given: object) -> list[str]:
        """Return the codes that a mutation is refused with: the code, and after a colon its reason if it has one."""
        done = self.do(mutation, selection, **given)
        return [one["code"] + (f":{one['reason']}" if "reason" in one else "") for one in done["errors"]]


def the_public(act: Act, address: str = "203.0.113.7") -> Client:
    """Return somebody without an account."""
    return Client(replace(act, actor=PUBLIC, language="en", address=address))


def at(platform: Platform, client: Client) -> Client:
    """Return the same one at the clock's present time."""
    return Client(replace(client.act, now=platform.clock.now()), client.cookie)
