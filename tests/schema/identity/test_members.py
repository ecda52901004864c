"""memberInvite, memberAccept, memberRemove."""

from uuid import UUID, uuid4

import pytest

from server.core.act import Act
from server.core.actor import MemberRole
from server.core.platform import Platform
from server.models.membership import Invitation, Membership
from server.schema.nodes import encode_id
from tests.factories.account import a_member, acting, an_account
from tests.factories.mailbox import mailbox, token_in
from tests.schema.client import Client, the_public

INVITED = "invitation { email role acceptedAt }"
JOINED = "membership { role name collaboratorId }"


@pytest.fixture
def organisation() -> UUID:
    return uuid4()


@pytest.fixture
def admin(platform: Platform, organisation: UUID) -> Client:
    account = an_account(platform, "ketua@example.org", "Ketua Yayasan")
    a_member(platform, account, organisation, MemberRole.ADMIN)
    return Client(acting(platform, account))


def invite(client: Client, organisation: UUID, email: str = "ani@example.org", **more: str) -> list[str]:
    wanted = {"collaboratorId": encode_id("Collaborator", organisation), "email": email, "role": "MEMBER", **more}
    return client.refused("memberInvite", INVITED, **wanted)


def test_an_invitation_is_accepted_by_the_owner_of_its_address(
    platform: Platform, act: Act, admin: Client, organisation: UUID
) -> None:
    assert invite(admin, organisation) == []
    token = token_in(mailbox(act, "ani@example.org")[0])
    stranger = Client(acting(platform, an_account(platform, "budi@example.org")))
    assert stranger.refused("memberAccept", JOINED, token=token) == ["LINK_UNUSABLE"]
    client = Client(acting(platform, an_account(platform)))
    done = client.do("memberAccept", JOINED, token=token)
    assert done["errors"] == []
    assert Membership.select().where(Membership.collaborator == organisation).count() == 2
    assert client.refused("memberAccept", JOINED, token=token) == ["LINK_UNUSABLE"]
    joined = Client(acting(platform, an_account(platform, "x@example.org")))
    assert joined.ask("{ viewer { organisations { role } } }")["viewer"]["organisations"] == []


def test_a_repeated_invitation_is_sent_once(act: Act, admin: Client, organisation: UUID) -> None:
    for _ in range(2):
        assert invite(admin, organisation, idempotencyKey="once") == []
    assert (Invitation.select().count(), len(mailbox(act))) == (1, 1)


def test_only_administrators_of_the_organisation_invite(
    platform: Platform, act: Act, admin: Client, organisation: UUID
) -> None:
    member = an_account(platform)
    a_member(platform, member, organisation, MemberRole.MEMBER)
    assert invite(Client(acting(platform, member)), organisation, "c@example.org") == ["NOT_PERMITTED:NO_GRANT"]
    assert invite(admin, uuid4(), "c@example.org") == ["NOT_FOUND"]
    assert invite(the_public(act), organisation, "c@example.org") == ["NOT_PERMITTED:SIGN_IN_FIRST"]
    assert invite(admin, organisation) == ["ALREADY_MEMBER"]
    assert invite(admin, organisation, "no address") == ["INVALID_INPUT:EMAIL_FORM"]
    assert (Invitation.select().count(), mailbox(act)) == (0, [])


def test_members_see_each_others_names_and_strangers_see_nothing(
    platform: Platform, admin: Client, organisation: UUID
) -> None:
    row = Membership.get()
    document = "query One($id: ID!) { node(id: $id) { ... on Membership { role name } } }"
    member = an_account(platform)
    a_member(platform, member, organisation, MemberRole.MEMBER)
    given = encode_id("Membership", row.id)
    seen = Client(acting(platform, member)).ask(document, id=given)
    assert seen == {"node": {"role": "ADMIN", "name": "Ketua Yayasan"}}
    stranger = Client(acting(platform, an_account(platform, "budi@example.org")))
    assert stranger.ask(document, id=given) == {"node": None}


def test_the_last_administrator_stays(platform: Platform, admin: Client, organisation: UUID) -> None:
    own = Membership.get()
    member = a_member(platform, an_account(platform), organisation, MemberRole.MEMBER)
    assert admin.refused("memberRemove", "removed", membershipId=encode_id("Membership", own.id)) == ["LAST_ADMIN"]
    removed = admin.do("memberRemove", "removed", membershipId=encode_id("Membership", member.id))
    assert removed == {"removed": True, "errors": []}
    a_member(platform, an_account(platform, "wakil@example.org"), organisation, MemberRole.ADMIN)
    assert admin.do("memberRemove", "removed", membershipId=encode_id("Membership", own.id))["removed"] is True


def test_a_member_leaves_but_removes_nobody_else(platform: Platform, admin: Client, organisation: UUID) -> None:
    chief = Membership.get()
    account = an_account(platform)
    own = a_member(platform, account, organisation, MemberRole.MEMBER)
    client = Client(acting(platform, account))
    assert client.refused("memberRemove", "removed", membershipId=encode_id("Membership", chief.id)) == [
        "NOT_PERMITTED:NO_GRANT"
    ]
    assert client.do("memberRemove", "removed", membershipId=encode_id("Membership", own.id))["removed"] is True
    stranger = Client(acting(platform, an_account(platform, "budi@example.org")))
    assert stranger.refused("memberRemove", "removed", membershipId=encode_id("Membership", chief.id)) == ["NOT_FOUND"]
    assert [row.id for row in Membership.select()] == [chief.id]


def test_an_invitation_ends_with_the_right_to_invite(
    platform: Platform, act: Act, admin: Client, organisation: UUID
) -> None:
    other = an_account(platform, "lain@example.org")
    a_member(platform, other, organisation, MemberRole.ADMIN)
    assert invite(admin, organisation) == []
    own = Membership.get(Membership.account == admin.act.actor.account_id)
    gone = Client(acting(platform, other)).refused(
        "memberRemove", "__typename", membershipId=encode_id("Membership", own.id)
    )
    assert gone == []
    invited = Client(acting(platform, an_account(platform)))
    assert invited.refused("memberAccept", JOINED, token=token_in(mailbox(act, "ani@example.org")[0])) == [
        "LINK_UNUSABLE"
    ]
    assert Membership.select().count() == 1


def test_nobody_is_flooded_with_invitations(act: Act, admin: Client, organisation: UUID) -> None:
    answers = [invite(admin, organisation) for _ in range(8)]
    assert answers[0] == []
    assert answers[-1] == ["TOO_MANY_ATTEMPTS"]
    assert len(mailbox(act, "ani@example.org")) < 8
    assert invite(admin, organisation, "lain@example.org") == []
