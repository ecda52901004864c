import json

import pytest

from tests.web.edge_app import OWN_ORIGIN, build_edge

COOKIE = {"Cookie": "session=ani"}
OURS = {"X-KSBB": "1"}
TOKEN = {"Authorization": "Bearer ani"}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {**COOKIE, **OURS},
        {**COOKIE, **OURS, "Origin": OWN_ORIGIN, "Sec-Fetch-Site": "same-origin"},
        {**COOKIE, **OURS, "Origin": "http://localhost"},
        {**COOKIE, **OURS, "Sec-Fetch-Site": "none"},
        {**TOKEN, "Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"},
        {**TOKEN, **COOKIE},
    ],
)
def test_our_page_scripts_and_tokens_are_let_through(headers: dict[str, str]) -> None:
    answer = build_edge().app.test_client(use_cookies=False).post(
        "/graphql", json={"query": "{ greeting }"}, headers=headers
    )  # fmt: skip
    assert json.loads(answer.data)["data"] == {"greeting": "hello there"}


@pytest.mark.parametrize(
    "headers",
    [
        COOKIE,
        {**COOKIE, "X-KSBB": "yes"},
        {**COOKIE, **OURS, "Origin": "https://elsewhere.example"},
        {**COOKIE, **OURS, "Origin": "null"},
        {**COOKIE, **OURS, "Origin": f"{OWN_ORIGIN}.elsewhere.example"},
        {**COOKIE, **OURS, "Origin": OWN_ORIGIN, "Sec-Fetch-Site": "cross-site"},
        {**COOKIE, **OURS, "Sec-Fetch-Site": "same-site"},
        # Without a cookie as well: signing a visitor in to another's account is a forgery too.
        {"Origin": "https://elsewhere.example"},
        {**COOKIE, "Authorization": "Basic YTpi"},
    ],
)
def test_a_forged_request_is_refused_before_it_runs(headers: dict[str, str]) -> None:
    edge = build_edge()
    answer = edge.app.test_client(use_cookies=False).post(
        "/graphql", json={"query": 'mutation { rename(name: "x") }'}, headers=headers
    )  # fmt: skip
    assert answer.status_code == 403
    assert json.loads(answer.data)["errors"][0]["extensions"]["code"] == "CSRF_PREVENTED"
    assert edge.contexts == []
