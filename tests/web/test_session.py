"""Cookies and bearer tokens over HTTP."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from peewee import Database

from server.core.clock import SetClock
from server.core.platform import Platform
from server.models.access_token import AccessToken
from server.models.session import Session
from server.services.tokens import create
from tests.factories.account import a_factor, acting, an_account
from tests.web.browser import SIGN_IN, Browser

END = "mutation { sessionEnd(input: {}) { ended } }"


@pytest.fixture
def browser(platform: Platform) -> Browser:
    an_account(platform)
    return Browser(platform)


def set_cookies(response: Any) -> list[str]:
    return list(response.headers.getlist("Set-Cookie"))


def test_a_cookie_copied_before_sign_out_is_dead_after_it(platform: Platform, browser: Browser) -> None:
    browser.sign_in()
    copy = browser.cookie()
    assert browser.viewer() == "ani@example.org"
    browser.ask(END)
    assert browser.cookie() is None
    thief = Browser(platform)
    thief.http.set_cookie("session", copy or "")
    assert thief.viewer() is None
    assert browser.viewer() is None


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(platform: Platform, browser: Browser) -> None:
    (header,) = set_cookies(browser.sign_in())
    assert header.startswith("session=")
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(header.split("; "))
    assert "Domain" not in header
    safe = replace(platform, settings=replace(platform.settings, public_url="https://ksbb.example"))
    response = Browser(safe).sign_in()
    (header,) = set_cookies(response)
    assert header.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(header.split("; "))
    assert "Strict-Transport-Security" in response.headers


def test_signing_in_changes_the_cookie_so_that_one_set_before_is_worthless(
    platform: Platform, browser: Browser
) -> None:
    browser.http.set_cookie("session", "planted")
    browser.sign_in()
    first = browser.cookie()
    browser.sign_in()
    assert len({"planted", first, browser.cookie()}) == 3
    before = Browser(platform)
    before.http.set_cookie("session", first or "")
    assert before.viewer() is None


def test_stepping_up_changes_the_cookie(platform: Platform, clock: SetClock) -> None:
    totp, _ = a_factor(platform, an_account(platform))
    browser = Browser(platform)
    browser.sign_in()
    before = browser.cookie()
    clock.advance(timedelta(seconds=30))
    step = (
        "mutation Up($code: String!) { sessionStepUp(input: {code: $code}) { errors { ... on UserError { code } } } }"
    )
    assert browser.ask(step, {"code": totp.at(clock.now())})["sessionStepUp"]["errors"] == []
    assert browser.cookie() != before
    assert browser.viewer() == "ani@example.org"
    thief = Browser(platform)
    thief.http.set_cookie("session", before or "")
    assert thief.viewer() is None


def test_a_failed_or_rehearsed_sign_in_sets_no_cookie(browser: Browser) -> None:
    assert set_cookies(browser.sign_in(password="wrong-password-1")) == []
    rehearsal = SIGN_IN.replace("(input: $input)", "(input: $input, dryRun: true)")
    given = {"input": {"email": "ani@example.org", "password": "jambu-air-42-manis"}}
    response = browser.post(rehearsal, given)
    assert response.get_json()["data"]["sessionCreate"]["errors"] == []
    assert set_cookies(response) == []


def test_use_is_noted_once_a_minute(platform: Platform, browser: Browser, clock: SetClock) -> None:
    browser.sign_in()
    started = clock.now()
    clock.advance(timedelta(seconds=59))
    browser.viewer()
    assert Session.get().last_seen_at == started
    clock.advance(timedelta(seconds=1))
    browser.viewer()
    assert Session.get().last_seen_at == clock.now()


def test_a_request_costs_few_statements_to_know_who_makes_it(
    browser: Browser, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.sign_in()
    statements: list[str] = []
    execute: Any = database.execute_sql

    def counted(sql: str, *args: Any, **kwargs: Any) -> Any:
        statements.append(sql)
        return execute(sql, *args, **kwargs)

    monkeypatch.setattr(database, "execute_sql", counted)
    browser.ask("{ viewer { permissions } }")
    assert len(statements) == 3, statements


def a_bearer(platform: Platform, email: str = "ani@example.org", *scopes: str) -> str:
    act = acting(platform, an_account(platform, email))
    order = create.Order("script", scopes or ("self:manage",), act.now + timedelta(days=1))
    return create.create(act, order)[1]


def test_a_bearer_token_signs_in_without_a_cookie_and_without_our_header(platform: Platform, clock: SetClock) -> None:
    token = a_bearer(platform)
    browser = Browser(platform)
    headers = {"Authorization": f"Bearer {token}"}
    document = {"query": "{ viewer { account { email } permissions } }"}
    data = browser.http.post("/graphql", json=document, headers=headers).get_json()["data"]
    assert data["viewer"] == {"account": {"email": "ani@example.org"}, "permissions": ["self:manage"]}
    assert AccessToken.get().last_used_at == clock.now()


def test_a_bearer_token_is_looked_at_alone(platform: Platform, browser: Browser) -> None:
    browser.sign_in()
    token = a_bearer(platform, "budi@example.org")
    assert browser.viewer(Authorization=f"Bearer {token}") == "budi@example.org"
    dead = browser.post("{ viewer { permissions } }", Authorization="Bearer pat_dead_token")
    assert (dead.status_code, dead.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert dead.get_json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert browser.viewer(Authorization="Basic abc") == "ani@example.org"


def test_a_remember_me_cookie_of_flask_login_is_nothing_to_us(browser: Browser) -> None:
    browser.sign_in()
    browser.http.set_cookie("remember_token", "1|abc")
    assert browser.viewer() == "ani@example.org"


def test_texts_follow_the_header_and_then_the_account(platform: Platform, browser: Browser) -> None:
    document = """mutation { sessionEnd(input: {sessionId: "x"}) { errors { ... on UserError { message } } } }"""

    def message(**headers: str) -> str:
        return str(browser.ask(document, None, **headers)["sessionEnd"]["errors"][0]["message"])

    browser.sign_in()
    assert message() == "Tidak ditemukan, atau tidak dapat Anda lihat."
    assert message(Accept_Language="en-GB,en;q=0.8") == "There is no such thing, or none that you may see."


def test_health_answers_while_the_database_does(browser: Browser) -> None:
    assert browser.http.get("/health").status_code == 200


@pytest.mark.parametrize(("proxies", "seen"), [(0, "127.0.0.1"), (1, "198.51.100.4"), (2, "203.0.113.9")])
def test_the_clients_address_comes_from_trusted_proxies_only(
    platform: Platform, monkeypatch: pytest.MonkeyPatch, proxies: int, seen: str
) -> None:
    addresses: list[str] = []
    monkeypatch.setattr("server.services.sessions.start.claim", lambda act, email: addresses.append(act.address))
    behind = replace(platform, settings=replace(platform.settings, trusted_proxies=proxies))
    Browser(behind).post(
        SIGN_IN, {"input": {"email": "a@b.id", "password": "x"}}, X_Forwarded_For="203.0.113.9, 198.51.100.4"
    )
    assert addresses == [seen]
