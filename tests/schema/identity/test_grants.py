"""grantCreate, grantRevoke: scopes, periods, and pairs that one person may not hold."""

from datetime import timedelta
from typing import Any

import pytest

from server.core.act import Act
from server.core.actor import Scope
from server.core.clock import SetClock
from server.core.ids import new_id
from server.core.platform import Platform
from server.core.roles import Role
from server.models.account import Account
from server.models.area import Area, AreaLevel
from server.models.grant import Grant
from server.reads import actors
from server.schema.nodes import encode_id
from tests.factories.account import a_grant, a_sysadmin, acting, an_account
from tests.schema.client import Client, the_public

GRANTED = "grant { id role area sector validTo revokedAt }"
CITY, DISTRICT, OTHER_CITY = "31.71", "31.71.03", "31.72"


@pytest.fixture
def admin(platform: Platform) -> Client:
    for code, level in ((CITY, AreaLevel.CITY), (DISTRICT, AreaLevel.DISTRICT), (OTHER_CITY, AreaLevel.CITY)):
        Area.create(id=new_id(), created_at=platform.clock.now(), code=code, level=level, name=code)
    return Client(a_sysadmin(platform))


@pytest.fixture
def account(platform: Platform) -> Account:
    return an_account(platform)


def grant(client: Client, account: Account, role: str, **more: Any) -> list[str]:
    return client.refused("grantCreate", GRANTED, accountId=encode_id("Account", account.id), role=role, **more)


def test_a_grant_holds_in_its_scope_and_period(
    platform: Platform, admin: Client, account: Account, clock: SetClock
) -> None:
    until = clock.now() + timedelta(days=10)
    assert grant(admin, account, "VERIFIER", area=CITY, validTo=until.isoformat()) == []
    actor = actors.of_account(platform, account, clock.now())
    assert actor.holds(Role.VERIFIER, DISTRICT, "PANGAN")
    assert not actor.holds(Role.VERIFIER, OTHER_CITY, "PANGAN")
    assert actors.of_account(platform, account, until).grants == ()
    assert actors.of_account(platform, account, clock.now() - timedelta(seconds=1)).grants == ()


@pytest.mark.parametrize(
    ("held", "wanted", "meets"),
    [
        ({"area": CITY}, {"area": DISTRICT}, True),
        ({"area": DISTRICT}, {"area": CITY}, True),
        ({"area": CITY}, {"area": OTHER_CITY}, False),
        ({}, {"area": OTHER_CITY}, True),
    ],
)
def test_incompatible_roles_meet_only_where_scopes_do(
    admin: Client, account: Account, held: dict[str, str], wanted: dict[str, str], meets: bool
) -> None:
    assert grant(admin, account, "VERIFIER", **held) == []
    assert grant(admin, account, "APPROVER", **wanted) == (["INCOMPATIBLE_GRANT"] if meets else [])
    assert Grant.select().where(Grant.account == account).count() == (1 if meets else 2)


def test_incompatible_roles_may_follow_each_other(admin: Client, account: Account, clock: SetClock) -> None:
    change = clock.now() + timedelta(days=5)
    assert grant(admin, account, "AUDITOR", validTo=change.isoformat()) == []
    assert grant(admin, account, "BUREAU", validFrom=(change - timedelta(hours=1)).isoformat()) == [
        "INCOMPATIBLE_GRANT"
    ]
    assert grant(admin, account, "BUREAU", validFrom=change.isoformat()) == []


def test_an_incompatible_pair_is_named(admin: Client, account: Account) -> None:
    grant(admin, account, "PARTNER")
    document = (
        "mutation Go($input: GrantCreateInput!) { grantCreate(input: $input) "
        "{ errors { ... on IncompatibleGrantError { role held message } } } }"
    )
    done = admin.ask(document, input={"accountId": encode_id("Account", account.id), "role": "BUREAU"})
    (error,) = done["grantCreate"]["errors"]
    assert (error["role"], error["held"]) == ("BUREAU", "PARTNER")
    assert "Agency that owns a sector" in error["message"]


def test_a_revoked_grant_no_longer_stands_in_the_way(platform: Platform, admin: Client, account: Account) -> None:
    held = a_grant(platform, account, Role.VERIFIER)
    done = admin.do("grantRevoke", GRANTED, grantId=encode_id("Grant", held.id))
    assert done["grant"]["revokedAt"] is not None
    assert actors.of_account(platform, account, platform.clock.now()).grants == ()
    assert grant(admin, account, "APPROVER") == []


def test_what_cannot_be_granted_is_refused(admin: Client, account: Account, clock: SetClock) -> None:
    past = (clock.now() - timedelta(seconds=1)).isoformat()
    assert grant(admin, account, "VERIFIER", area="99.99") == ["INVALID_INPUT:AREA_UNKNOWN"]
    assert grant(admin, account, "VERIFIER", sector="MOON") == ["INVALID_INPUT:SECTOR_UNKNOWN"]
    assert grant(admin, account, "VERIFIER", validTo=past) == ["INVALID_INPUT:PERIOD_PAST"]
    soon, later = ((clock.now() + timedelta(days=days)).isoformat() for days in (1, 2))
    assert grant(admin, account, "VERIFIER", validFrom=later, validTo=soon) == ["INVALID_INPUT:PERIOD_PAST"]
    assert Grant.select().where(Grant.account == account).count() == 0


def test_nobody_grants_to_themself(admin: Client) -> None:
    own = Account.get_by_id(admin.act.actor.account_id)
    assert grant(admin, own, "FIELD_OFFICER") == ["NOT_PERMITTED:NOT_YOURSELF"]


def test_an_administrator_of_a_part_grants_within_it_only(platform: Platform, admin: Client, account: Account) -> None:
    local = an_account(platform, "lokal@example.org")
    a_grant(platform, local, Role.SYSADMIN, Scope(area=CITY))
    client = Client(acting(platform, local, stepped_up=True))
    assert grant(client, account, "VERIFIER", area=DISTRICT) == []
    assert grant(client, account, "VERIFIER", area=OTHER_CITY) == ["NOT_PERMITTED:NO_GRANT"]
    assert grant(client, account, "VERIFIER") == ["NOT_PERMITTED:NO_GRANT"]
    whole = a_grant(platform, account, Role.FIELD_OFFICER)
    refused = client.refused("grantRevoke", GRANTED, grantId=encode_id("Grant", whole.id))
    assert refused == ["NOT_PERMITTED:NO_GRANT"]
    assert Grant.get_by_id(whole.id).revoked_at is None


def test_granting_needs_the_role_and_the_second_factor(platform: Platform, act: Act, account: Account) -> None:
    weak = an_account(platform, "admin2@example.org")
    a_grant(platform, weak, Role.SYSADMIN)
    assert grant(Client(acting(platform, weak)), account, "VERIFIER") == ["NOT_PERMITTED:SECOND_FACTOR"]
    other = Client(acting(platform, an_account(platform, "budi@example.org"), stepped_up=True))
    assert grant(other, account, "VERIFIER") == ["NOT_PERMITTED:NO_GRANT"]
    assert grant(the_public(act), account, "VERIFIER") == ["NOT_PERMITTED:SIGN_IN_FIRST"]


def test_a_repeated_request_grants_once(admin: Client, account: Account) -> None:
    for _ in range(2):
        assert grant(admin, account, "FIELD_OFFICER", idempotencyKey="once") == []
    assert Grant.select().where(Grant.account == account).count() == 1


def test_a_dry_run_grants_nothing(admin: Client, account: Account) -> None:
    wanted = {"accountId": encode_id("Account", account.id), "role": "FIELD_OFFICER"}
    assert admin.rehearse("grantCreate", GRANTED, **wanted)["grant"]["role"] == "FIELD_OFFICER"
    assert Grant.select().where(Grant.account == account).count() == 0
