"""factorEnrol, factorRemove."""

from datetime import timedelta

import pyotp

from server.core.act import Act
from server.core.clock import SetClock
from server.core.platform import Platform
from server.core.roles import Role
from server.models.factor import Factor, RecoveryCode
from server.schema.nodes import encode_id
from tests.factories.account import a_factor, a_grant, a_sysadmin, acting, an_account
from tests.factories.mailbox import mailbox
from tests.schema.client import Client, the_public

STEP = "secret otpauthUri recoveryCodes viewer { permissions secondFactor { isEnrolled isRequired unlocks } }"


def test_enrolling_takes_a_secret_and_then_a_code(platform: Platform, act: Act, clock: SetClock) -> None:
    account = an_account(platform)
    a_grant(platform, account, Role.VERIFIER)
    client = Client(acting(platform, account))
    begun = client.do("factorEnrol", STEP)
    assert begun["otpauthUri"].startswith("otpauth://totp/KSBB:ani%40example.org?secret=")
    assert begun["recoveryCodes"] is None
    assert begun["viewer"]["secondFactor"]["isRequired"] is True
    assert "task:decide" in begun["viewer"]["secondFactor"]["unlocks"]
    assert client.refused("factorEnrol", STEP, code="000000") == ["WRONG_CODE"]
    done = client.do("factorEnrol", STEP, code=pyotp.TOTP(begun["secret"]).at(clock.now()))
    assert len(set(done["recoveryCodes"])) == 10
    assert done["viewer"]["secondFactor"]["isEnrolled"] is True
    assert "task:decide" in done["viewer"]["permissions"]
    assert len(client.cookie.set_to) == 1
    assert [letter.to for letter in mailbox(act)] == ["ani@example.org"]
    stored = b"".join(bytes(row.digest) for row in RecoveryCode.select()) + bytes(Factor.get().secret_sealed)
    assert begun["secret"].encode() not in stored


def test_a_second_factor_is_not_replaced_without_showing_the_first(platform: Platform) -> None:
    account = an_account(platform)
    a_factor(platform, account)
    client = Client(acting(platform, account))
    assert client.refused("factorEnrol", STEP) == ["FACTOR_EXISTS"]
    assert client.refused("factorEnrol", STEP, code="123456") == ["FACTOR_EXISTS"]
    assert client.refused("factorRemove", "removed") == ["NOT_PERMITTED:SECOND_FACTOR"]
    assert Factor.get().confirmed_at is not None


def test_a_code_before_a_secret_is_refused(platform: Platform) -> None:
    client = Client(acting(platform, an_account(platform)))
    assert client.refused("factorEnrol", STEP, code="123456") == ["NO_FACTOR"]


def test_beginning_again_replaces_the_secret(platform: Platform, clock: SetClock) -> None:
    client = Client(acting(platform, an_account(platform)))
    first, second = (client.do("factorEnrol", STEP)["secret"] for _ in range(2))
    assert client.refused("factorEnrol", STEP, code=pyotp.TOTP(first).at(clock.now())) == ["WRONG_CODE"]
    assert client.do("factorEnrol", STEP, code=pyotp.TOTP(second).at(clock.now()))["errors"] == []


def test_removing_needs_a_recent_step_up(platform: Platform, act: Act, clock: SetClock) -> None:
    account = an_account(platform)
    a_factor(platform, account)
    client = Client(acting(platform, account, stepped_up=True))
    clock.advance(timedelta(minutes=31))
    late = Client(acting(platform, account))
    assert late.refused("factorRemove", "removed") == ["NOT_PERMITTED:SECOND_FACTOR"]
    assert client.do("factorRemove", "removed") == {"removed": True, "errors": []}
    assert client.refused("factorRemove", "removed") == ["NO_FACTOR"]
    assert RecoveryCode.select().count() == 0


def test_an_administrator_removes_a_lost_factor_and_nobody_else_does(platform: Platform, act: Act) -> None:
    account = an_account(platform)
    a_factor(platform, account)
    whose = encode_id("Account", account.id)
    stranger = Client(acting(platform, an_account(platform, "budi@example.org"), stepped_up=True))
    assert stranger.refused("factorRemove", "removed", accountId=whose) == ["NOT_PERMITTED:NO_GRANT"]
    assert the_public(act).refused("factorRemove", "removed") == ["NOT_PERMITTED:SIGN_IN_FIRST"]
    assert Factor.select().count() == 1
    assert Client(a_sysadmin(platform)).do("factorRemove", "removed", accountId=whose)["removed"] is True
