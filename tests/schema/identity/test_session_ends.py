"""sessionStepUp, sessionEnd, sessionsEnd."""

from datetime import timedelta

import pyotp
import pytest

from server.core.act import Act
from server.core.actor import PUBLIC
from server.core.clock import SetClock
from server.core.platform import Platform
from server.models.session import Session
from server.reads import actors
from server.schema.nodes import encode_id
from tests.factories.account import a_factor, a_session, acting, an_account
from tests.schema.client import Client, at, the_public

STEPPED = "viewer { secondFactor { isEnrolled shownUntil } }"


@pytest.fixture
def enrolled(platform: Platform) -> tuple[Client, pyotp.TOTP, list[str]]:
    account = an_account(platform)
    totp, recovery = a_factor(platform, account)
    return Client(acting(platform, account)), totp, recovery


def test_a_step_up_gives_the_session_a_new_cookie(
    platform: Platform, clock: SetClock, enrolled: tuple[Client, pyotp.TOTP, list[str]]
) -> None:
    client, totp, _ = enrolled
    before = Session.get_by_id(client.act.actor.session_id).digest
    clock.advance(timedelta(seconds=30))
    client = at(platform, client)
    done = client.do("sessionStepUp", STEPPED, code=totp.at(clock.now()))
    assert done["errors"] == []
    assert done["viewer"]["secondFactor"]["shownUntil"] == "2026-11-16T02:30:30.000Z"
    row = Session.get_by_id(client.act.actor.session_id)
    assert (row.stepped_up_at, row.digest == before) == (clock.now(), False)
    found = actors.by_session(platform, client.cookie.set_to[0], clock.now())
    assert found is not None
    assert found.actor.stepped_up_at == clock.now()


def test_a_code_is_good_once_and_an_older_one_never(
    platform: Platform, clock: SetClock, enrolled: tuple[Client, pyotp.TOTP, list[str]]
) -> None:
    client, totp, _ = enrolled
    code = totp.at(clock.now() + timedelta(seconds=30))
    assert client.do("sessionStepUp", STEPPED, code=code)["errors"] == []
    older = totp.at(clock.now())
    for used in (code, older):
        assert client.refused("sessionStepUp", STEPPED, code=used) == ["WRONG_CODE"]


def test_codes_of_more_than_a_step_away_are_wrong(
    clock: SetClock, enrolled: tuple[Client, pyotp.TOTP, list[str]]
) -> None:
    client, totp, _ = enrolled
    for seconds in (-90, 90):
        late = totp.at(clock.now() + timedelta(seconds=seconds))
        assert client.refused("sessionStepUp", STEPPED, code=late) == ["WRONG_CODE"]
    assert client.cookie.set_to == []


def test_a_recovery_code_serves_once(enrolled: tuple[Client, pyotp.TOTP, list[str]]) -> None:
    client, _, recovery = enrolled
    assert client.do("sessionStepUp", STEPPED, code=recovery[3].lower())["errors"] == []
    assert client.refused("sessionStepUp", STEPPED, code=recovery[3]) == ["WRONG_CODE"]
    assert client.do("sessionStepUp", STEPPED, code=recovery[4])["errors"] == []


def test_guessing_codes_must_wait(enrolled: tuple[Client, pyotp.TOTP, list[str]]) -> None:
    client, _, recovery = enrolled
    for _ in range(6):
        assert client.refused("sessionStepUp", STEPPED, code="000000") == ["WRONG_CODE"]
    assert client.refused("sessionStepUp", STEPPED, code=recovery[0]) == ["TOO_MANY_ATTEMPTS"]


def test_without_a_factor_there_is_nothing_to_show(platform: Platform) -> None:
    client = Client(acting(platform, an_account(platform)))
    assert client.refused("sessionStepUp", STEPPED, code="123456") == ["NO_FACTOR"]


@pytest.mark.parametrize("mutation", ["sessionStepUp", "sessionEnd", "sessionsEnd"])
def test_the_public_has_no_session(act: Act, mutation: str) -> None:
    selections = {"sessionStepUp": STEPPED, "sessionEnd": "ended", "sessionsEnd": "endedCount"}
    given = {"code": "123456"} if mutation == "sessionStepUp" else {}
    assert the_public(act).refused(mutation, selections[mutation], **given) == ["NOT_PERMITTED:SIGN_IN_FIRST"]


def test_signing_out_ends_this_session_only(platform: Platform) -> None:
    account = an_account(platform)
    other = acting(platform, account).actor.session_id
    client = Client(acting(platform, account))
    assert client.do("sessionEnd", "ended") == {"ended": True, "errors": []}
    assert client.cookie.ended
    assert [row.id for row in Session.select()] == [other]


def test_another_session_of_ones_own_can_be_ended_from_here(platform: Platform) -> None:
    account = an_account(platform)
    other = acting(platform, account).actor.session_id
    client = Client(acting(platform, account))
    assert other is not None
    assert client.do("sessionEnd", "ended", sessionId=encode_id("Session", other))["ended"] is True
    assert not client.cookie.ended
    assert [row.id for row in Session.select()] == [client.act.actor.session_id]


def test_the_session_of_somebody_else_is_not_found(platform: Platform) -> None:
    theirs = acting(platform, an_account(platform, "budi@example.org")).actor.session_id
    client = Client(acting(platform, an_account(platform)))
    assert theirs is not None
    assert client.refused("sessionEnd", "ended", sessionId=encode_id("Session", theirs)) == ["NOT_FOUND"]
    assert Session.select().count() == 2


def test_signing_out_everywhere_may_spare_this_browser(platform: Platform) -> None:
    account = an_account(platform)
    a_session(platform, account)
    stays = an_account(platform, "budi@example.org")
    a_session(platform, stays)
    client = Client(acting(platform, account))
    assert client.do("sessionsEnd", "endedCount", keepThis=True)["endedCount"] == 1
    assert not client.cookie.ended
    last = Client(client.act)
    assert last.do("sessionsEnd", "endedCount")["endedCount"] == 1
    assert last.cookie.ended
    assert [row.account_id for row in Session.select()] == [stays.id]


def test_a_session_runs_out_when_idle_and_when_old(platform: Platform, clock: SetClock) -> None:
    token = a_session(platform, an_account(platform))
    idle = timedelta(hours=platform.settings.session_idle_hours)
    assert actors.by_session(platform, token, clock.now() + idle - timedelta(seconds=1)) is not None
    assert actors.by_session(platform, token, clock.now() + idle) is None
    Session.update(last_seen_at=clock.now() + timedelta(days=20)).execute()
    old = timedelta(days=platform.settings.session_total_days)
    assert actors.by_session(platform, token, clock.now() + old - timedelta(seconds=1)) is not None
    assert actors.by_session(platform, token, clock.now() + old) is None


def test_the_viewer_is_null_for_the_public_and_lists_ones_sessions(platform: Platform, act: Act) -> None:
    document = "{ viewer { sessions { isThisOne steppedUpAt } accessTokens { label } organisations { role } } }"
    assert the_public(act).act.actor == PUBLIC
    assert the_public(act).ask(document) == {"viewer": None}
    account = an_account(platform)
    a_session(platform, account)
    shown = Client(acting(platform, account)).ask(document)["viewer"]
    assert [one["isThisOne"] for one in shown["sessions"]] == [True, False]
    assert (shown["accessTokens"], shown["organisations"]) == ([], [])
