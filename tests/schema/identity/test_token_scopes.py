"""A token reads what it names and what is public, however much its account may read."""

from dataclasses import replace

import pytest

from server.core.act import Act
from server.core.actor import MemberRole, Scope
from server.core.platform import Platform
from server.core.roles import Role
from server.models.membership import Membership
from server.models.need import Need, NeedState
from server.models.recipient_unit import RecipientUnit, UnitContact
from server.models.upload import Upload
from server.schema.nodes import encode_id, find_node
from server.services.applications.submit import submit
from server.visibility import needs, units
from tests.factories.account import a_grant, a_member, acting, an_account
from tests.factories.application import a_draft, a_submitted_application
from tests.factories.area import some_areas
from tests.factories.gift import a_collaborator, a_need, a_sector, a_unit
from tests.factories.workers import run_due
from tests.schema.client import Client
from tests.schema.test_hostile_input import codes


def with_scopes(act: Act, *scopes: str) -> Act:
    """Return the same account as it acts through a token with these scopes."""
    return replace(act, actor=replace(act.actor, token_scopes=frozenset(scopes), session_id=None))


@pytest.fixture
def applicant(platform: Platform) -> Act:
    return acting(platform, an_account(platform))


def test_an_application_and_its_files_need_its_scope(applicant: Act) -> None:
    application = submit(applicant, (draft := a_draft(applicant)).id, draft.version)
    key = encode_id("Application", application.id)
    document = encode_id("Upload", Upload.get().id)
    run = encode_id("Run", application.run or application.id)
    for text in (key, run, document):
        assert find_node(applicant, text) is not None
        assert find_node(with_scopes(applicant, "application:read"), text) is not None
        assert find_node(with_scopes(applicant, "self:manage", "pledge:read"), text) is None
    listed = Client(with_scopes(applicant, "self:manage")).ask("{ applications { totalCount } }")
    assert listed == {"applications": {"totalCount": 0}}


def test_a_queue_and_its_cases_need_their_scopes(platform: Platform, applicant: Act) -> None:
    decider = an_account(platform, "v@example.org")
    a_grant(platform, decider, Role.VERIFIER)
    application = a_submitted_application(applicant)
    run_due(platform)
    verifier = acting(platform, decider)
    key = encode_id("Application", application.id)
    queue = "{ tasks { totalCount nodes { run { title } } } }"
    assert Client(verifier).ask(queue)["tasks"]["totalCount"] == 1
    assert Client(with_scopes(verifier, "task:read")).ask(queue)["tasks"]["totalCount"] == 1
    assert Client(with_scopes(verifier, "self:manage")).ask(queue)["tasks"]["totalCount"] == 0
    assert find_node(with_scopes(verifier, "task:read", "application:read"), key) is not None
    assert find_node(with_scopes(verifier, "task:read"), key) is None
    assert find_node(with_scopes(verifier, "application:read"), key) is None


def test_who_the_owner_is_needs_its_scope(platform: Platform) -> None:
    account, organisation = an_account(platform), a_collaborator(acting(platform, an_account(platform, "x@x.example")))
    a_member(platform, account, organisation.id, MemberRole.ADMIN)
    token = with_scopes(acting(platform, account), "pledge:read")
    for asked in (
        "account { email }",
        "sessions { id }",
        "accessTokens { id }",
        "organisations { role }",
        "units { id }",
    ):
        assert codes(token, f"{{ viewer {{ {asked} }} }}") == ["FORBIDDEN"], asked
    assert Client(token).ask("{ viewer { permissions } }") == {"viewer": {"permissions": ["pledge:read"]}}
    for text in (encode_id("Account", account.id), encode_id("Membership", Membership.get().id)):
        assert find_node(token, text) is None
        assert find_node(with_scopes(token, "self:manage"), text) is not None


def test_what_a_unit_and_its_need_hide_from_the_public_needs_their_scopes(platform: Platform, act: Act) -> None:
    some_areas(act)
    a_sector(act)
    unit = a_unit(act)
    need = a_need(act, unit)
    Need.update(state=NeedState.PROPOSED).where(Need.id == need.id).execute()
    account = an_account(platform)
    UnitContact.create(created_at=act.now, unit=unit, account=account.id)
    speaker = acting(platform, account)
    for scopes, sees in ((None, True), (("need:read", "unit:read"), True), (("self:manage",), False)):
        looking = speaker if scopes is None else with_scopes(speaker, *scopes)
        assert (find_node(looking, encode_id("Need", need.id)) is not None) is sees
        assert (find_node(looking, encode_id("UnitContact", UnitContact.get().id)) is not None) is sees
        assert needs.sees_facts(looking, need) is sees
        assert RecipientUnit.select().where(units.concerned(looking)).exists() is sees
        assert RecipientUnit.select().where(units.sees_address(looking)).exists() is sees


def test_an_auditor_of_a_part_of_the_city_reads_no_application(platform: Platform, applicant: Act) -> None:
    key = encode_id("Application", a_draft(applicant).id)
    some_areas(applicant)
    account = an_account(platform, "audit@example.org")
    a_grant(platform, account, Role.AUDITOR, Scope("31.71"))
    assert find_node(acting(platform, account), key) is None
    whole = an_account(platform, "audit2@example.org")
    a_grant(platform, whole, Role.AUDITOR)
    assert find_node(acting(platform, whole), key) is not None
