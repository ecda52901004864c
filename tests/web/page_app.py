"""The built page before an API that answers from the committed schema and the city's real areas, without a database."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Thread
from typing import Any

from flask import Flask, request
from graphql import GraphQLSchema, build_schema, graphql_sync
from werkzeug.serving import make_server

from server.web.page import BUILT, page_blueprint
from server.web.security_headers import send_security_headers

ROOT = Path(__file__).parents[2]
AREAS = ROOT / "server" / "core" / "cities" / "jakarta" / "areas.csv"


@cache
def committed_schema() -> GraphQLSchema:
    return build_schema((ROOT / "schema.graphql").read_text(encoding="utf-8"))


class StubSession:
    """One browser's session: the password is ``rahasia sekali`` and the second factor ``123456``."""

    def __init__(self) -> None:
        self.signed_in = False

    def roots(self) -> dict[str, Any]:
        return {
            "viewer": lambda _info: _VIEWER if self.signed_in else None,
            "sessionCreate": self._create,
            "sessionStepUp": lambda _info, **given: _payload(
                None if given["input"]["code"] == "123456" else _refused("WrongCodeError", "code")
            ),
            "sessionEnd": self._end,
            "accountRegister": lambda _info, **given: _payload(
                _refused("InvalidInputError", "password") if len(given["input"]["password"]) < 10 else None
            ),
            "accountVerify": lambda _info, **given: _payload(
                None if given["input"]["token"] == "good" else _refused("LinkUnusableError", "token")
            ),
        }

    def _create(self, _info: Any, input: dict[str, str], **_: Any) -> dict[str, Any]:
        self.signed_in = input["password"] == "rahasia sekali"
        refused = None if self.signed_in else _refused("SignInFailedError")
        return {**_payload(refused), "secondFactorDue": self.signed_in}

    def _end(self, _info: Any, **_: Any) -> dict[str, Any]:
        self.signed_in = False
        return _payload(None)


_VIEWER = {
    "account": {"name": "Sari Wulandari"},
    "permissions": [],
    "organisations": [],
    "secondFactor": {"isEnrolled": True, "isRequired": True, "shownUntil": None, "unlocks": []},
}


_PANGAN = {"id": "Pangan", "en": "Food"}
_NOTHING: dict[str, Any] = {"nodes": [], "totalCount": 0, "pageInfo": {"hasNextPage": False, "endCursor": None}}
_FIGURES = {
    "collaboratorCount": 224,
    "openNeedCount": 2,
    **{name: {"value": value} for name, value in (("needed", "1250000"), ("pledged", "750000"))},
    **{name: {"value": "500000"} for name in ("delivered", "confirmed")},
}
_DASHBOARD = {
    **_FIGURES,
    "asOf": "2020-10-31",
    "bySector": [{**_FIGURES, "sector": "PANGAN", "collaboratorCount": 143}],
    "byArea": lambda _info, level: [{**_FIGURES, "area": {"code": "31.71.03"}}],
}


def _refused(kind: str, *path: str) -> dict[str, Any]:
    return {"__typename": kind, "code": kind, "message": f"Ditolak: {kind}", "path": ["input", *path]}


def _payload(refused: dict[str, Any] | None) -> dict[str, Any]:
    return {"errors": [refused] if refused else []}


def build_page_app(folder: Path = BUILT) -> Flask:
    """Serve the page in ``folder``; while ``app.config["BROKEN"]`` is set, the API fails as a bug would."""
    app = Flask("page")
    app.register_blueprint(page_blueprint(folder))
    app.config["BROKEN"] = False
    session = StubSession()

    @app.post("/graphql")
    def answer() -> Any:
        if app.config["BROKEN"]:
            code = {"code": "INTERNAL_SERVER_ERROR", "correlationId": "abc123"}
            return {"errors": [{"message": "?", "extensions": code}]}, 500
        assert request.headers["X-KSBB"] == "1"
        asked = request.get_json()
        result = graphql_sync(
            committed_schema(),
            asked["query"],
            root_value={**_roots(), **session.roots()},
            variable_values=asked["variables"],
        )
        return result.formatted

    send_security_headers(app, https=False)
    return app


@contextmanager
def served(app: Flask, port: int = 0) -> Iterator[str]:
    """Serve ``app`` on this machine, on a free port unless one is named; give its address."""
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _roots() -> dict[str, Any]:
    return {
        "areas": lambda _info, level=None, parent=None, **_page: {
            "nodes": [a for a in areas() if level in (None, a["level"]) and parent in (None, a["parent"])]
        },
        "area": lambda _info, code: next((area for area in areas() if area["code"] == code), None),
        "dashboard": lambda _info, **_: _DASHBOARD,
        "sectors": lambda _info, **_: {"nodes": [{"code": "PANGAN", "name": _PANGAN}]},
        "needs": lambda _info, **_: _NOTHING,
        "deliveries": lambda _info, **_: _NOTHING,
    }


@cache
def areas() -> list[dict[str, Any]]:
    with AREAS.open(encoding="utf-8") as file:
        return [_area(row) for row in csv.DictReader(file)]


def _area(row: dict[str, str]) -> dict[str, Any]:
    names = {"gridCol": "grid_col", "gridRow": "grid_row"}
    return {
        **{name: row[name] or None for name in ("code", "level", "name", "parent")},
        **{name: int(row[column]) if row[column] else None for name, column in names.items()},
        "postalCode": row["postal_code"] or None,
        "validTo": row["valid_to"] or None,
    }
