"""A browser in front of the whole application: it keeps cookies and sends what the page would."""

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.app import create_app
from server.core.platform import Platform
from tests.factories.account import PASSWORD

SIGN_IN = """mutation In($input: SessionCreateInput!) {
  sessionCreate(input: $input) { secondFactorDue errors { ... on UserError { code } } }
}"""
VIEWER = "{ viewer { account { email } permissions } }"


class Browser:
    """One browser."""

    def __init__(self, platform: Platform) -> None:
        self.http: FlaskClient = create_app(platform.settings, platform).test_client()

    def post(self, query: str, variables: dict[str, Any] | None = None, **headers: str) -> TestResponse:
        """Send a document with our header; ``Accept_Language`` style names become headers."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        body = {"query": query, "variables": variables or {}}
        return self.http.post("/graphql", json=body, headers={"X-KSBB": "1", **named})

    def ask(self, query: str, variables: dict[str, Any] | None = None, **headers: str) -> dict[str, Any]:
        """Return ``data``."""
        response = self.post(query, variables, **headers)
        answer: Any = response.get_json()
        assert "errors" not in answer, answer
        data: dict[str, Any] = answer["data"]
        return data

    def sign_in(self, email: str = "ani@example.org", password: str = PASSWORD) -> TestResponse:
        """Sign in and keep the cookie."""
        return self.post(SIGN_IN, {"input": {"email": email, "password": password}})

    def viewer(self, **headers: str) -> str | None:
        """Return the e-mail of who is signed in."""
        found = self.ask(VIEWER, None, **headers)["viewer"]
        return found and str(found["account"]["email"])

    def cookie(self, name: str = "session") -> str | None:
        """Return the value of the session cookie."""
        found = self.http.get_cookie(name)
        return None if found is None else str(found.value)
