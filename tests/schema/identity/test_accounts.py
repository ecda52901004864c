"""accountRegister, accountVerify, passwordResetRequest, passwordReset, accountDisable, accounts."""

from datetime import timedelta
from typing import Any

import pytest

from server.core.act import Act
from server.core.actor import Scope
from server.core.clock import SetClock
from server.core.platform import Platform
from server.core.roles import Role
from server.models.access_token import AccessToken
from server.models.account import Account
from server.models.audit_entry import AuditEntry
from server.models.session import Session
from server.schema.nodes import encode_id
from server.services import audit, personal
from tests.factories.account import PASSWORD, a_factor, a_grant, a_session, a_sysadmin, acting, an_account
from tests.factories.area import some_areas
from tests.factories.mailbox import mailbox, token_in
from tests.schema.client import Client, at, the_public

FORM = {"email": "siti@example.org", "name": " Siti   Rahmawati ", "password": PASSWORD}
SIGNED = "viewer { account { name } }"


def register(act: Act, **changes: Any) -> dict[str, Any]:
    return the_public(act).do("accountRegister", "mailSent", **{**FORM, **changes})


def sign_in(act: Act, password: str = PASSWORD, email: str = "siti@example.org") -> list[str]:
    return the_public(act).refused("sessionCreate", SIGNED, email=email, password=password)


def test_registering_proves_the_address_by_mail_and_then_signs_in(platform: Platform, act: Act) -> None:
    assert register(act) == {"mailSent": True, "errors": []}
    assert sign_in(act) == ["SIGN_IN_FAILED"]
    (letter,) = mailbox(act, "siti@example.org")
    client = the_public(act)
    assert client.do("accountVerify", "verified", token=token_in(letter)) == {"verified": True, "errors": []}
    assert client.refused("accountVerify", "verified", token=token_in(letter)) == ["LINK_UNUSABLE"]
    assert sign_in(act) == []
    account = Account.get()
    assert personal.opened(platform.keys, account, "name") == "Siti Rahmawati"
    assert audit.verify(platform.keys, f"account:{account.id}") is None
    bodies = b"".join(bytes(row.body) for row in AuditEntry.select())
    assert b"siti" not in bodies.lower()


def test_nothing_personal_stands_in_the_row_in_clear(platform: Platform, act: Act) -> None:
    register(act)
    row = Account.get()
    clear = bytes(row.email_sealed) + bytes(row.name_sealed) + bytes(row.email_index)
    assert b"siti" not in clear.lower()


def test_an_address_that_is_taken_gives_the_same_answer_and_tells_its_owner(platform: Platform, act: Act) -> None:
    an_account(platform, "siti@example.org", "Siti Asli")
    assert register(act, password="another-password-9") == {"mailSent": True, "errors": []}
    assert [letter.subject for letter in mailbox(act)] == ["Anda sudah memiliki akun"]
    assert Account.select().count() == 1
    assert sign_in(act, "another-password-9") == ["SIGN_IN_FAILED"]
    assert sign_in(act) == []


def test_registering_again_before_the_proof_takes_the_newer_form(act: Act) -> None:
    register(act)
    register(act, password="a-newer-password-1")
    first, second = mailbox(act)
    assert the_public(act).refused("accountVerify", "verified", token=token_in(first)) == ["LINK_UNUSABLE"]
    assert the_public(act).do("accountVerify", "verified", token=token_in(second))["errors"] == []
    assert sign_in(act) == ["SIGN_IN_FAILED"]
    assert sign_in(act, "a-newer-password-1") == []


def test_a_link_ends_after_its_time(platform: Platform, act: Act, clock: SetClock) -> None:
    register(act)
    clock.advance(timedelta(hours=48))
    late = at(platform, the_public(act))
    assert late.refused("accountVerify", "verified", token=token_in(mailbox(act)[0])) == ["LINK_UNUSABLE"]


@pytest.mark.parametrize(
    ("changes", "path", "reason"),
    [
        ({"password": "short-one"}, "password", "PASSWORD_LENGTH"),
        ({"password": "x" * 129}, "password", "PASSWORD_LENGTH"),
        ({"password": "SITI@example.org"}, "password", "PASSWORD_IS_EMAIL"),
        ({"password": "Password123"}, "password", "PASSWORD_COMMON"),
        ({"password": "abababababab"}, "password", "PASSWORD_COMMON"),
        ({"name": "  "}, "name", "LENGTH"),
        ({"name": "a" * 121}, "name", "LENGTH"),
        ({"name": "Siti\u202eRahma"}, "name", "INVALID"),
    ],
)
def test_a_form_is_refused_with_the_field_at_fault(
    database: object, act: Act, changes: dict[str, str], path: str, reason: str
) -> None:
    done = register(act, **changes)
    assert [(one["path"], one["reason"]) for one in done["errors"]] == [(["input", path], reason)]
    assert (done["mailSent"], Account.select().count(), mailbox(act)) == (None, 0, [])


def test_all_faults_of_a_form_are_told_at_once(act: Act) -> None:
    done = register(act, name="", password="short")
    assert [one["path"][1] for one in done["errors"]] == ["name", "password"]


def test_nobody_floods_an_address_with_mail(act: Act) -> None:
    answers = [register(act)["errors"] for _ in range(7)]
    assert [bool(errors) for errors in answers] == [False] * 6 + [True]
    assert len(mailbox(act)) == 6


def test_a_forgotten_password_is_replaced_and_everything_signed_in_ends(platform: Platform, act: Act) -> None:
    account = an_account(platform, "siti@example.org")
    a_session(platform, account)
    client = the_public(act)
    assert client.do("passwordResetRequest", "mailSent", email="siti@example.org")["mailSent"] is True
    token = token_in(mailbox(act)[0])
    given = {"token": token, "password": "a-newer-password-1"}
    assert client.refused("passwordReset", "changed", token=token, password="short") == [
        "INVALID_INPUT:PASSWORD_LENGTH"
    ]
    assert client.do("passwordReset", "changed", **given) == {"changed": True, "errors": []}
    assert client.refused("passwordReset", "changed", **given) == ["LINK_UNUSABLE"]
    assert Session.select().count() == 0
    assert sign_in(act) == ["SIGN_IN_FAILED"]
    assert sign_in(act, "a-newer-password-1") == []
    assert [letter.subject for letter in mailbox(act)][1:] == ["Kata sandi Anda telah diubah"]


def test_a_reset_for_an_unknown_address_gives_the_same_answer_and_no_mail(act: Act) -> None:
    done = the_public(act).do("passwordResetRequest", "mailSent", email="nobody@example.org")
    assert done == {"mailSent": True, "errors": []}
    assert mailbox(act) == []


def test_a_token_to_verify_does_not_reset(platform: Platform, act: Act) -> None:
    register(act)
    token = token_in(mailbox(act)[0])
    assert the_public(act).refused("passwordReset", "changed", token=token, password="a-newer-password-1") == [
        "LINK_UNUSABLE"
    ]


def test_closing_an_account_ends_its_sessions_and_tokens(platform: Platform) -> None:
    admin = Client(a_sysadmin(platform))
    account = an_account(platform)
    a_session(platform, account)
    AccessToken.create(
        created_at=admin.act.now, account=account, label="x", digest=b"x", scopes=[], expires_at=admin.act.now
    )
    done = admin.do("accountDisable", "account { state name email }", accountId=encode_id("Account", account.id))
    assert done["account"] == {"state": "DISABLED", "name": "A*** L***", "email": "a***@***"}
    assert Session.select().where(Session.account == account).count() == 0
    assert AccessToken.get().revoked_at == admin.act.now


def test_nobody_closes_their_own_account_or_without_the_right(platform: Platform) -> None:
    admin = Client(a_sysadmin(platform))
    own = encode_id("Account", admin.act.actor.account_id)  # type: ignore[arg-type]  # signed in
    assert admin.refused("accountDisable", "account { state }", accountId=own) == ["NOT_PERMITTED:NOT_YOURSELF"]
    other = Client(acting(platform, an_account(platform), stepped_up=True))
    assert other.refused("accountDisable", "account { state }", accountId=own) == ["NOT_PERMITTED:NO_GRANT"]
    assert admin.refused("accountDisable", "account { state }", accountId="nonsense") == ["NOT_FOUND"]
    assert Account.select().where(Account.disabled_at.is_null(False)).count() == 0


def test_accounts_are_listed_masked_to_those_who_look_after_them(platform: Platform, act: Act) -> None:
    document = "{ accounts { totalCount nodes { name email grants { role } } } grants { totalCount } }"
    account = an_account(platform)
    auditor = an_account(platform, "audit@example.org", "Umar Auditor")
    a_grant(platform, auditor, Role.AUDITOR)
    seen = Client(acting(platform, auditor)).ask(document)
    assert [one["name"] for one in seen["accounts"]["nodes"]] == ["Umar Auditor", "A*** L***"]
    assert seen["grants"]["totalCount"] == 1
    own = Client(acting(platform, account)).ask(document)
    assert own["accounts"] == {
        "totalCount": 1,
        "nodes": [{"name": "Ani Lestari", "email": "ani@example.org", "grants": []}],
    }
    assert own["grants"]["totalCount"] == 0
    assert the_public(act).ask(document)["accounts"]["totalCount"] == 0


def test_a_forbidden_account_and_a_missing_one_look_alike(platform: Platform) -> None:
    client = Client(acting(platform, an_account(platform)))
    theirs = encode_id("Account", an_account(platform, "budi@example.org").id)
    assert client.ask("query One($id: ID!) { node(id: $id) { id } }", id=theirs) == {"node": None}


def test_who_looks_after_a_district_does_not_shut_out_who_looks_after_the_city(platform: Platform, act: Act) -> None:
    some_areas(act)
    local, head = an_account(platform, "wilayah@example.org"), an_account(platform, "kota@example.org")
    a_grant(platform, local, Role.SYSADMIN, Scope("31.71"))
    a_grant(platform, head, Role.SYSADMIN)
    a_factor(platform, head)
    client = Client(acting(platform, local, stepped_up=True))
    key = {"accountId": encode_id("Account", head.id)}
    assert client.refused("accountDisable", "account { state }", **key) == ["NOT_PERMITTED:NO_GRANT"]
    assert client.refused("factorRemove", "removed", **key) == ["NOT_PERMITTED:NO_GRANT"]
    nobody = {"accountId": encode_id("Account", an_account(platform, "warga@example.org").id)}
    assert client.refused("accountDisable", "account { state }", **nobody) == []
