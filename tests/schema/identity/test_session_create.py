"""sessionCreate: one answer for every failure, waits that grow, no way round them."""

from datetime import timedelta
from typing import Any

import pytest

from server.core.act import Act
from server.core.clock import SetClock
from server.core.platform import Platform
from server.models.account import Account
from server.models.audit_entry import AuditEntry
from server.models.back_off import BackOff
from server.models.session import Session
from server.services.accounts.disable import disable
from server.services.identity import passwords
from tests.factories.account import PASSWORD, a_factor, acting, an_account
from tests.schema.client import Client, at, the_public

SELECTION = "secondFactorDue viewer { account { name email } permissions secondFactor { isEnrolled shownUntil } }"


def sign_in(client: Client, email: str = "ani@example.org", password: str = PASSWORD) -> dict[str, Any]:
    return client.do("sessionCreate", SELECTION, email=email, password=password)


def rehearse(client: Client, password: str = PASSWORD) -> dict[str, Any]:
    return client.rehearse("sessionCreate", SELECTION, email="ani@example.org", password=password)


def test_a_sign_in_sets_the_cookie_and_shows_the_viewer_in_full(platform: Platform, act: Act) -> None:
    an_account(platform)
    client = the_public(act)
    done = sign_in(client, email="  ANI@example.org ")
    assert done["errors"] == []
    assert done["viewer"]["account"] == {"name": "Ani Lestari", "email": "ani@example.org"}
    assert done["secondFactorDue"] is False
    assert len(client.cookie.set_to) == Session.select().count() == 1
    assert AuditEntry.select().where(AuditEntry.event == "session.started").count() == 1


def test_every_failure_looks_the_same(platform: Platform, act: Act) -> None:
    an_account(platform)
    unverified = an_account(platform, "baru@example.org")
    Account.update(verified_at=None).where(Account.id == unverified.id).execute()
    disable(act, an_account(platform, "tutup@example.org").id)
    tries = [("ani@example.org", "wrong-password-1"), ("nobody@example.org", PASSWORD)]
    tries += [("baru@example.org", PASSWORD), ("tutup@example.org", PASSWORD), ("ani@example.org", "x" * 5000)]
    answers = [sign_in(the_public(act), *one) for one in tries]
    assert all(answer == answers[0] for answer in answers)
    assert answers[0]["errors"][0]["code"] == "SIGN_IN_FAILED"
    assert Session.select().count() == 0


def test_waits_grow_end_and_are_forgiven(platform: Platform, act: Act, clock: SetClock) -> None:
    an_account(platform)
    client = the_public(act)
    for _ in range(6):
        assert client.refused("sessionCreate", SELECTION, email="ani@example.org", password="wrong-one-1") == [
            "SIGN_IN_FAILED"
        ]
    assert sign_in(client)["errors"][0]["code"] == "TOO_MANY_ATTEMPTS"
    clock.advance(timedelta(seconds=31))
    client = at(platform, client)
    assert client.refused("sessionCreate", SELECTION, email="ani@example.org", password="wrong-one-1") == [
        "SIGN_IN_FAILED"
    ]
    clock.advance(timedelta(seconds=31))
    assert sign_in(at(platform, client))["errors"][0]["code"] == "TOO_MANY_ATTEMPTS"
    clock.advance(timedelta(seconds=31))
    assert sign_in(at(platform, client))["errors"] == []
    assert sign_in(at(platform, client))["errors"] == []


def test_a_dry_run_counts_as_an_attempt_and_signs_nobody_in(platform: Platform, act: Act) -> None:
    an_account(platform)
    client = the_public(act)
    assert rehearse(client)["errors"] == []
    assert (client.cookie.set_to, Session.select().count()) == ([], 0)
    for _ in range(6):
        rehearse(client, "wrong-one-1")
    assert rehearse(client)["errors"][0]["code"] == "TOO_MANY_ATTEMPTS"


def test_one_network_cannot_try_many_accounts_for_ever(platform: Platform, act: Act) -> None:
    for number in range(51):
        sign_in(the_public(act), email=f"p{number}@example.org")
    assert sign_in(the_public(act), email="another@example.org")["errors"][0]["code"] == "TOO_MANY_ATTEMPTS"
    elsewhere = the_public(act, address="198.51.100.9")
    assert sign_in(elsewhere, email="another@example.org")["errors"][0]["code"] == "SIGN_IN_FAILED"
    assert all("@" not in row.key for row in BackOff.select())


def test_one_ipv6_network_is_one_network(platform: Platform, act: Act) -> None:
    for number in range(51):
        sign_in(the_public(act, address=f"2001:db8::{number:x}"), email=f"p{number}@example.org")
    neighbour = the_public(act, address="2001:db8::ffff")
    assert sign_in(neighbour, email="another@example.org")["errors"][0]["code"] == "TOO_MANY_ATTEMPTS"


def test_the_session_before_ends_at_sign_in(platform: Platform) -> None:
    account = an_account(platform)
    before = acting(platform, account)
    assert sign_in(Client(before))["errors"] == []
    assert [row.id for row in Session.select()] != [before.actor.session_id]
    assert Session.select().count() == 1


def test_a_second_factor_is_due_before_deciding(platform: Platform, act: Act) -> None:
    a_factor(platform, an_account(platform))
    done = sign_in(the_public(act))
    assert done["secondFactorDue"] is True
    assert done["viewer"]["secondFactor"] == {"isEnrolled": True, "shownUntil": None}


def test_the_hash_follows_the_settings(platform: Platform, act: Act, monkeypatch: pytest.MonkeyPatch) -> None:
    account = an_account(platform)
    old = account.password_hash
    monkeypatch.setattr(passwords, "is_outdated", lambda act, stored: True)
    assert sign_in(the_public(act))["errors"] == []
    fresh = Account.get_by_id(account.id).password_hash
    assert fresh != old
    assert passwords.matches(act, fresh, PASSWORD)


def test_a_malformed_address_is_bad_input(platform: Platform, act: Act) -> None:
    assert the_public(act).refused("sessionCreate", SELECTION, email="ani", password="x") == [
        "INVALID_INPUT:EMAIL_FORM"
    ]
