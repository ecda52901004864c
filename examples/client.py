"""Somebody at the other end of the line: signs in, asks, does, sends files. Nothing here knows the server's code."""

import time
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

import pyotp
from gql import Client, GraphQLRequest
from gql.transport.requests import RequestsHTTPTransport

T = TypeVar("T")

PATIENCE_SECONDS = 30.0
_POLL_SECONDS = 0.25
# What an error says beyond its code and text, where the story looks at it.
_FACTS = {
    "DUPLICATE_APPLICANT": "... on DuplicateApplicantError { fields }",
    "INSUFFICIENT_REMAINING": "... on InsufficientRemainingError { remaining }",
    "NOT_ELIGIBLE": "... on NotEligibleError { clauses }",
    "OVERLAP": "... on OverlapError { window period nextFree }",
}


class Unexpected(Exception):
    """The platform did something else than the story says; the message says what."""


def wait_for(what: str, look: Callable[[], T | None]) -> T:
    """Return what ``look`` finds, as soon as it does; raise ``Unexpected`` when it takes too long."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (found := look()) is None:
        if time.monotonic() > deadline:
            raise Unexpected(f"{what}: nothing within {PATIENCE_SECONDS:.0f} s")
        time.sleep(_POLL_SECONDS)
    return found


class Person:
    """A browser without a screen: a cookie jar, the header that other sites cannot set, and a language."""

    def __init__(self, url: str, name: str = "the public") -> None:
        self.name = name
        self._url = url.rstrip("/")
        headers = {"X-KSBB": "1", "Accept-Language": "en"}
        self._transport = RequestsHTTPTransport(url=f"{self._url}/graphql", headers=headers, timeout=30)
        self._line = Client(transport=self._transport).connect_sync()  # type: ignore[no-untyped-call]  # gql leaves it so

    def ask(self, document: str, **variables: object) -> dict[str, Any]:
        """Return the ``data`` of a query."""
        data: dict[str, Any] = self._line.execute(GraphQLRequest(document, variable_values=variables))
        return data

    def try_to(self, mutation: str, selection: str, **given: object) -> dict[str, Any]:
        """Return the payload of a mutation, with its ``errors``."""
        return self._run(mutation, selection, given)

    def do(self, mutation: str, selection: str, **given: object) -> dict[str, Any]:
        """Return the payload of a mutation that must succeed."""
        done = self.try_to(mutation, selection, **given)
        if done["errors"]:
            self._surprised(mutation, done["errors"])
        return done

    def refused(self, code: str, mutation: str, selection: str, **given: object) -> dict[str, Any]:
        """Return the error of a mutation that must be refused with ``code``, and say it."""
        errors = self._run(mutation, selection, given, _FACTS.get(code, ""))["errors"]
        if [error["code"] for error in errors] != [code]:
            self._surprised(f"{mutation} was to be refused with {code}", errors)
        error: dict[str, Any] = errors[0]
        facts = {key: value for key, value in error.items() if key not in {"code", "message", "path"}}
        print(f"   ✗ {self.name} is refused: {code} — {error['message']}")
        if facts:
            print(f"     {', '.join(f'{key}: {value}' for key, value in facts.items())}")
        return error

    def sign_in(self, email: str, password: str, totp_secret: str | None = None) -> None:
        """Sign in, and show the second factor where there is one (RFC 6238)."""
        self.do("sessionCreate", "viewer { account { id } } secondFactorDue", email=email, password=password)
        if totp_secret is not None:
            self._show_factor(pyotp.TOTP(totp_secret))

    def send_file(self, purpose: str, file_name: str, content: bytes) -> str:
        """Upload a file, wait until the platform has looked at it, return its id."""
        http = self._transport.session
        if http is None:
            raise Unexpected("the line is closed")
        files = {"file": (file_name, content)}
        headers = {"X-KSBB": "1", "Accept-Language": "en"}
        answer = http.post(f"{self._url}/uploads", data={"purpose": purpose}, files=files, headers=headers, timeout=30)
        if answer.status_code != 201:
            raise Unexpected(f"{file_name}: {answer.status_code} {answer.text}")
        key: str = answer.json()["upload"]["id"]
        if wait_for(f"the check of {file_name}", lambda: self._checked(key)) != "CLEAN":
            raise Unexpected(f"{file_name} was found unclean")
        return key

    def _run(self, mutation: str, selection: str, given: dict[str, object], facts: str = "") -> dict[str, Any]:
        kind = f"{mutation[0].upper()}{mutation[1:]}Input!"
        errors = f"errors {{ ... on UserError {{ code path message }} {facts} }}"
        document = f"mutation Go($input: {kind}) {{ done: {mutation}(input: $input) {{ {selection} {errors} }} }}"
        done: dict[str, Any] = self.ask(document, input=given)["done"]
        return done

    def _checked(self, key: str) -> str | None:
        found = self.ask("query Look($id: ID!) { node(id: $id) { ... on Upload { state } } }", id=key)["node"]
        return None if found is None or found["state"] == "QUARANTINED" else found["state"]

    def _show_factor(self, totp: pyotp.TOTP) -> None:
        def shown() -> bool | None:
            # A code is good once, and an earlier run may have used this one. The platform also takes the next one,
            # for clocks that are ahead; after that only waiting helps.
            for ahead_seconds in (0, totp.interval):
                code = totp.at(int(time.time()) + ahead_seconds)
                errors = self.try_to("sessionStepUp", "viewer { account { id } }", code=code)["errors"]
                if not errors:
                    return True
                if errors[0]["code"] != "WRONG_CODE":
                    self._surprised("sessionStepUp", errors)
            time.sleep(totp.interval - time.time() % totp.interval)
            return None

        wait_for("a code of the second factor", shown)

    def _surprised(self, doing: str, errors: list[dict[str, Any]]) -> NoReturn:
        raise Unexpected(f"{self.name}, {doing}: {errors or 'no error'}")
