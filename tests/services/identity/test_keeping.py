"""What is forgotten in time, and what the waits amount to."""

from datetime import timedelta

import pytest

from server.core.act import Act
from server.core.clock import SetClock
from server.core.errors import InvalidInput, TooManyAttempts
from server.core.platform import Platform
from server.core.settings import Settings
from server.models.back_off import BackOff
from server.models.idempotency_record import IdempotencyRecord
from server.models.mail_token import MailPurpose, MailToken
from server.models.session import Session
from server.models.timer import Timer
from server.services import back_off, idempotency
from server.services.accounts import mail_tokens
from server.services.back_off import Pace
from server.services.identity import passwords
from server.services.sessions import end, start, tidy
from tests.factories.account import PASSWORD, a_session, an_account


@pytest.mark.parametrize(
    ("failures", "seconds"), [(5, 0), (6, 30), (7, 60), (8, 120), (10, 480), (11, 900), (10**6, 900)]
)
def test_waits_double_up_to_a_limit(failures: int, seconds: int) -> None:
    pace = Pace(free=5, first_seconds=30, longest_seconds=900, forgotten_hours=24)
    assert pace.wait(failures) == timedelta(seconds=seconds)


def test_old_failures_no_longer_count_and_are_deleted(platform: Platform, act: Act, clock: SetClock) -> None:
    subject = back_off.account_subject("sign-in", "ani@example.org")
    for _ in range(5):
        back_off.attempt(act, [subject])
    clock.advance(timedelta(hours=25))
    later = Act(actor=act.actor, now=clock.now(), platform=platform)
    back_off.attempt(later, [subject])
    assert BackOff.get().failures == 1
    assert back_off.forget_stale(later) == 0
    clock.advance(timedelta(hours=25))
    assert back_off.forget_stale(Act(actor=act.actor, now=clock.now(), platform=platform)) == 1


def test_signing_in_does_not_wash_away_a_networks_failures(act: Act) -> None:
    own, network = back_off.account_subject("sign-in", "own"), back_off.network_subject(act, "sign-in")
    for place in range(20):
        back_off.attempt(act, [back_off.account_subject("sign-in", place), network])
    back_off.attempt(act, [own, network])
    back_off.forgive(act, own, network)
    assert max(row.failures for row in BackOff.select()) == 20


def test_sessions_that_ran_out_are_deleted(platform: Platform, clock: SetClock, act: Act) -> None:
    account = an_account(platform)
    a_session(platform, account)
    clock.advance(timedelta(hours=platform.settings.session_idle_hours, seconds=1))
    a_session(platform, account)
    assert end.forget_expired(Act(actor=act.actor, now=clock.now(), platform=platform)) == 1
    assert Session.select().count() == 1


def test_a_sign_in_has_the_rest_tidied_at_the_next_midnight(platform: Platform, act: Act, clock: SetClock) -> None:
    account = an_account(platform)
    for _ in range(2):
        proof = start.prove(act, start.claim(act, "ani@example.org"), PASSWORD)
        start.start(act, proof)
    (timer,) = Timer.select().where(Timer.kind == tidy.TASK)
    assert timer.due.astimezone(platform.city.zone).isoformat() == "2026-11-17T00:00:00+07:00"
    mail_tokens.issue(act, account, MailPurpose.RESET)
    idempotency.remember(act, idempotency.Request("grantCreate", "once", {}), {})
    clock.advance(timedelta(days=40))
    tidy.forget_expired(Act(actor=act.actor, now=clock.now(), platform=platform))
    assert [row.select().count() for row in (Session, BackOff, MailToken, IdempotencyRecord)] == [0, 0, 0, 0]


def test_a_busy_machine_turns_sign_ins_away_instead_of_drowning(
    act: Act, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "_PATIENCE_SECONDS", 0.01)
    turns = passwords._worker(settings).turns
    for _ in range(settings.password_concurrency):
        turns.acquire()
    try:
        with pytest.raises(TooManyAttempts):
            passwords.matches(act, None, "anything-at-all")
    finally:
        for _ in range(settings.password_concurrency):
            turns.release()


def test_a_letter_composed_in_two_ways_is_one_password(act: Act) -> None:
    stored = passwords.hashed(act, "caf\u00e9-manis-42")
    assert passwords.matches(act, stored, "cafe\u0301-manis-42")
    assert not passwords.matches(act, None, "cafe\u0301-manis-42")
    assert not passwords.matches(act, "no hash at all", "cafe\u0301-manis-42")


def test_changed_parameters_make_a_hash_outdated(act: Act) -> None:
    stored = passwords.hashed(act, "jambu-air-42-manis")
    assert not passwords.is_outdated(act, stored)
    assert passwords.is_outdated(act, stored.replace("t=1", "t=9"))


def test_a_password_of_the_right_length_is_taken() -> None:
    passwords.check("x1" + "y" * 8, "ani@example.org")
    with pytest.raises(InvalidInput):
        passwords.check("ani" + "y" * 6, "ani@example.org")
