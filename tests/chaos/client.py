"""A browser in trouble: it asks again until it is answered, with the same idempotency key."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any

import orjson

from tests.chaos.promises import Promises
from tests.chaos.site import Site

_ANSWER_SECONDS = 15.0
_PATIENCE_SECONDS = 90.0
_PAUSE_SECONDS = 0.05
_SERVER_ERROR = 500
_ERRORS = "errors { __typename ... on UserError { code } ... on NotPermittedError { reason } }"


class GaveUp(AssertionError):
    """The site did not answer for a minute and a half, or not with what a client can use."""


@dataclass
class Client:
    """One signed-in person's connection; not for two threads at once."""

    site: Site
    session: str
    promises: Promises
    _connection: HTTPConnection | None = field(default=None, init=False)

    def ask(self, document: str, **variables: object) -> dict[str, Any]:
        """Return ``data``; asks again while the site is away or blames itself, and raises ``GaveUp`` in the end."""
        body = orjson.dumps({"query": document, "variables": variables})
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            answer = self._try(body)
            if answer is not None:
                if answer.get("errors"):
                    raise GaveUp(f"{answer['errors']}")
                data: dict[str, Any] = answer["data"]
                return data
            time.sleep(_PAUSE_SECONDS)
        raise GaveUp(f"no answer to {document[:60]}")

    def do(self, mutation: str, selection: str, given: Mapping[str, object]) -> dict[str, Any]:
        """Return the payload of a mutation; ``errors`` are the codes that it was refused with."""
        name = mutation[0].upper() + mutation[1:]
        document = f"mutation($input: {name}Input!) {{ done: {mutation}(input: $input) {{ {selection} {_ERRORS} }} }}"
        payload: dict[str, Any] = self.ask(document, input=given)["done"]
        payload["errors"] = [
            one["code"] + (f":{one['reason']}" if "reason" in one else "") for one in payload["errors"]
        ]
        self.promises.refused(payload["errors"])
        return payload

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _try(self, body: bytes) -> dict[str, Any] | None:
        try:
            if self._connection is None:
                settings = self.site.settings
                self._connection = HTTPConnection(settings.host, settings.port, timeout=_ANSWER_SECONDS)
            headers = {"Content-Type": "application/json", "Cookie": f"session={self.session}", "X-KSBB": "1"}
            self._connection.request("POST", "/graphql", body, headers)
            response = self._connection.getresponse()
            status, text = response.status, response.read()
        except (OSError, HTTPException) as error:
            self.promises.tried_again(type(error).__name__)
            self.close()
            return None
        return self._read(status, text)

    def _read(self, status: int, text: bytes) -> dict[str, Any] | None:
        answer: dict[str, Any] = {} if status >= _SERVER_ERROR else orjson.loads(text)
        codes = {error["extensions"]["code"] for error in answer.get("errors", ())}
        if status >= _SERVER_ERROR or "INTERNAL_SERVER_ERROR" in codes:
            self.promises.faulted(f"{status} {text[:300].decode(errors='replace')}")
            return None
        return answer
