"""What two who come at the same moment must not both get."""

import threading
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from server.core.act import Act
from server.core.actor import MemberRole, Scope
from server.core.db import database as proxy
from server.core.errors import Refused
from server.core.platform import Platform
from server.core.roles import Role
from server.models.account import Account
from server.models.back_off import BackOff
from server.models.grant import Grant
from server.models.mail_token import MailPurpose
from server.models.membership import Membership
from server.services import back_off
from server.services.accounts import mail_tokens, register
from server.services.factors import codes
from server.services.grants import create as grants
from server.services.members import remove
from server.services.sessions import start
from server.services.transaction import run
from tests.factories.account import PASSWORD, a_factor, a_member, acting, an_account

Outcome = str | None


def all_at_once(deeds: list[Callable[[], object]]) -> list[Outcome]:
    """Run each deed in a thread and transaction of its own; return the code of its refusal, or ``None``."""
    outcomes: list[Outcome] = ["not run"] * len(deeds)
    gate = threading.Barrier(len(deeds))  # The pool has room for seven beside the test's own connection.

    def work(place: int) -> None:
        with proxy.connection_context():
            gate.wait(timeout=30)
            try:
                run(deeds[place])
                outcomes[place] = None
            except Refused as refused:
                outcomes[place] = refused.code

    threads = [threading.Thread(target=work, args=(place,)) for place in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_parallel_guesses_are_all_counted(act: Act) -> None:
    subject = back_off.account_subject("sign-in", "ani@example.org")
    outcomes = all_at_once([lambda: back_off.attempt(act, [subject]) for _ in range(7)])
    # Five are free, the sixth starts the wait: however they interleave, the others are turned away.
    assert sorted(map(str, outcomes)) == ["None"] * 6 + ["TOO_MANY_ATTEMPTS"]
    assert BackOff.get().failures == 6


def test_a_code_opens_one_of_two_sessions(platform: Platform, act: Act) -> None:
    account = an_account(platform)
    totp, recovery = a_factor(platform, account)
    code = totp.at(act.now + timedelta(seconds=30))
    for text in (code, recovery[0]):
        outcomes = all_at_once([lambda text=text: codes.take(act, account.id, text) for _ in range(4)])  # type: ignore[misc]  # bound now
        assert sorted(map(str, outcomes)) == ["None"] + ["WRONG_CODE"] * 3


def test_a_mailed_token_works_once(platform: Platform, act: Act) -> None:
    token = run(lambda: mail_tokens.issue(act, an_account(platform), MailPurpose.VERIFY))
    outcomes = all_at_once([lambda: register.verify(act, token) for _ in range(4)])
    assert sorted(map(str, outcomes)) == ["LINK_UNUSABLE"] * 3 + ["None"]


def test_an_address_is_registered_once(act: Act) -> None:
    forms = [register.check(act, "ani@example.org", f"Ani {place}", PASSWORD) for place in range(4)]
    outcomes = all_at_once([lambda form=form: register.register(act, form) for form in forms])  # type: ignore[misc]  # bound now
    assert outcomes == [None] * 4
    assert Account.select().count() == 1


def test_two_administrators_cannot_both_leave(platform: Platform) -> None:
    organisation = uuid4()
    accounts = [an_account(platform, f"p{place}@example.org") for place in range(2)]
    rows = [a_member(platform, account, organisation, MemberRole.ADMIN) for account in accounts]
    acts = [acting(platform, account) for account in accounts]
    outcomes = all_at_once([lambda place=place: remove.remove(acts[place], rows[place].id) for place in range(2)])  # type: ignore[misc]  # bound now
    assert sorted(map(str, outcomes)) == ["LAST_ADMIN", "None"]
    assert Membership.select().count() == 1


def test_two_halves_of_an_incompatible_pair_cannot_both_be_granted(platform: Platform, act: Act) -> None:
    account = an_account(platform)
    awards = [
        grants.Award(account.id, role, Scope(), act.now, None) for role in (Role.VERIFIER, Role.APPROVER, Role.BUREAU)
    ]
    outcomes = all_at_once([lambda award=award: grants.create(act, award) for award in awards])  # type: ignore[misc]  # bound now
    held = {row.role for row in Grant.select()}
    assert sorted(map(str, outcomes)).count("None") == len(held)
    assert held in ({Role.VERIFIER}, {Role.APPROVER}, {Role.BUREAU}, {Role.APPROVER, Role.BUREAU})


def test_a_password_that_was_reset_in_between_opens_nothing(platform: Platform, act: Act) -> None:
    account = an_account(platform)
    proof = start.prove(act, run(lambda: start.claim(act, "ani@example.org")), PASSWORD)
    Account.update(password_hash="changed").where(Account.id == account.id).execute()
    with pytest.raises(Refused, match="SIGN_IN_FAILED"):
        run(lambda: start.start(act, proof))
