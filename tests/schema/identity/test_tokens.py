"""tokenCreate, tokenRevoke, and what a token may do."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from server.core.act import Act
from server.core.clock import SetClock
from server.core.platform import Platform
from server.models.access_token import AccessToken
from server.reads import actors
from server.services.accounts.disable import disable
from tests.factories.account import a_factor, acting, an_account
from tests.schema.client import Client, the_public

SELECTION = "secret accessToken { id prefix label scopes expiresAt revokedAt }"


def order(act: Act, **changes: Any) -> dict[str, Any]:
    until = (act.now + timedelta(days=30)).isoformat()
    return {"label": "My script", "scopes": ["self:manage", "pledge:read"], "expiresAt": until, **changes}


def test_a_token_is_shown_once_and_acts_within_its_scopes(platform: Platform, clock: SetClock) -> None:
    account = an_account(platform)
    client = Client(acting(platform, account))
    done = client.do("tokenCreate", SELECTION, **order(client.act))
    secret = done["secret"]
    assert secret.startswith(done["accessToken"]["prefix"])
    assert done["accessToken"]["scopes"] == ["pledge:read", "self:manage"]
    assert secret.encode() not in bytes(AccessToken.get().digest)
    found = actors.by_access_token(platform, secret, clock.now())
    assert found is not None
    assert (found.actor.account_id, found.actor.session_id) == (account.id, None)
    assert found.actor.token_scopes == frozenset({"self:manage", "pledge:read"})
    assert actors.by_access_token(platform, secret[:-1] + ("A" if secret[-1] != "A" else "B"), clock.now()) is None
    by_token = Client(replace(client.act, actor=found.actor))
    assert by_token.refused("grantRevoke", "grant { id }", grantId="x") == ["NOT_PERMITTED:TOKEN_SCOPE"]


def test_a_token_cannot_make_tokens_or_touch_sessions_and_factors(platform: Platform) -> None:
    client = Client(acting(platform, an_account(platform)))
    secret = client.do("tokenCreate", SELECTION, **order(client.act))["secret"]
    found = actors.by_access_token(platform, secret, client.act.now)
    assert found is not None
    by_token = Client(replace(client.act, actor=found.actor))
    assert by_token.refused("tokenCreate", SELECTION, **order(client.act)) == ["NOT_PERMITTED:BROWSER_ONLY"]
    assert by_token.refused("sessionsEnd", "endedCount") == ["NOT_PERMITTED:BROWSER_ONLY"]
    assert by_token.refused("factorEnrol", "secret") == ["NOT_PERMITTED:BROWSER_ONLY"]


@pytest.mark.parametrize("text", ["", "pat_", "pat_x_y", "pat_" + "0" * 32 + "_", "pat_" + "0" * 32 + "_abc", "é"])
def test_what_is_no_token_of_ours_is_nobody(platform: Platform, act: Act, text: str) -> None:
    assert actors.by_access_token(platform, text, act.now) is None


def test_a_token_ends_when_revoked_when_old_and_with_its_account(platform: Platform, act: Act) -> None:
    account = an_account(platform)
    client = Client(acting(platform, account))
    made = [client.do("tokenCreate", SELECTION, **order(act)) for _ in range(3)]
    secrets = [one["secret"] for one in made]
    revoked = client.do("tokenRevoke", "accessToken { revokedAt }", tokenId=made[0]["accessToken"]["id"])
    assert revoked["accessToken"]["revokedAt"] is not None
    assert actors.by_access_token(platform, secrets[0], act.now) is None
    assert actors.by_access_token(platform, secrets[1], act.now + timedelta(days=30)) is None
    assert actors.by_access_token(platform, secrets[1], act.now) is not None
    disable(act, account.id)
    assert actors.by_access_token(platform, secrets[2], act.now) is None


def test_anothers_token_is_not_found(platform: Platform) -> None:
    client = Client(acting(platform, an_account(platform)))
    theirs = client.do("tokenCreate", SELECTION, **order(client.act))["accessToken"]["id"]
    stranger = Client(acting(platform, an_account(platform, "budi@example.org")))
    assert stranger.refused("tokenRevoke", "accessToken { id }", tokenId=theirs) == ["NOT_FOUND"]
    assert AccessToken.get().revoked_at is None


def test_a_repeated_request_makes_one_token_and_shows_no_secret_again(platform: Platform) -> None:
    client = Client(acting(platform, an_account(platform)))
    wanted = order(client.act, idempotencyKey="once")
    first, again = (client.do("tokenCreate", SELECTION, **wanted) for _ in range(2))
    assert (again["accessToken"], again["secret"]) == (first["accessToken"], None)
    assert AccessToken.select().count() == 1
    assert client.refused("tokenCreate", SELECTION, **{**wanted, "label": "Other"}) == ["IDEMPOTENCY_KEY_REUSED"]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"label": " "}, "INVALID_INPUT:LENGTH"),
        ({"scopes": []}, "INVALID_INPUT:LENGTH"),
        ({"scopes": ["world:rule"]}, "INVALID_INPUT:TOKEN_SCOPE_UNKNOWN"),
        ({"scopes": ["task:decide"]}, "INVALID_INPUT:TOKEN_SCOPE_UNKNOWN"),
        ({"expiresAt": "2020-01-01T00:00:00Z"}, "INVALID_INPUT:TOKEN_EXPIRY"),
        ({"expiresAt": "2030-01-01T00:00:00Z"}, "INVALID_INPUT:TOKEN_EXPIRY"),
    ],
)
def test_an_order_that_cannot_be_filled_is_refused(platform: Platform, changes: dict[str, Any], refusal: str) -> None:
    client = Client(acting(platform, an_account(platform)))
    assert client.refused("tokenCreate", SELECTION, **order(client.act, **changes)) == [refusal]
    assert AccessToken.select().count() == 0


def test_who_has_a_second_factor_shows_it_first(platform: Platform, act: Act) -> None:
    account = an_account(platform)
    a_factor(platform, account)
    weak, strong = (Client(acting(platform, account, stepped_up=shown)) for shown in (False, True))
    assert weak.refused("tokenCreate", SELECTION, **order(act)) == ["NOT_PERMITTED:SECOND_FACTOR"]
    assert strong.do("tokenCreate", SELECTION, **order(act))["errors"] == []
    assert the_public(act).refused("tokenCreate", SELECTION, **order(act)) == ["NOT_PERMITTED:SIGN_IN_FIRST"]
