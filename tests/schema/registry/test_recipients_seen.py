"""Recipients are never public; a reveal is noted before it is shown."""

import logging
from datetime import date
from uuid import UUID

import pytest

from server.core.act import Act
from server.core.actor import Scope
from server.core.platform import Platform
from server.core.roles import Role
from server.models.audit_entry import AuditEntry
from server.models.recipient_unit import RecipientUnit
from server.schema.nodes import encode_id
from tests.backends.counting import counting
from tests.factories.account import acting, an_account
from tests.factories.area import ELSEWHERE, HERE
from tests.factories.registry import (
    KK,
    NIK,
    a_contact,
    a_recipient,
    a_unit,
    someone,
)
from tests.schema.client import Client, the_public
from tests.schema.registry.recipients_asked import identified

LISTED = "query($unit: ID) { recipients(unitId: $unit) { totalCount nodes { name nik verdict } } }"
ONE = "query($id: ID!) { recipient(id: $id) { name nik } node(id: $id) { id } }"


def test_who_sees_a_recipient_and_how_much(
    contact: Client, partner: Client, platform: Platform, act: Act, unit: RecipientUnit
) -> None:
    row = a_recipient(contact.act, unit.id)
    near = Client(someone(platform, Role.VERIFIER, Scope("31.71.03"), "dekat"))
    far = Client(someone(platform, Role.VERIFIER, Scope(ELSEWHERE), "jauh"))
    auditor = Client(someone(platform, Role.AUDITOR))
    other = Client(a_contact(platform, partner.act, a_unit(partner.act, "002"), "lain@example.org"))
    clear, masked = (
        {"name": "Siti Rahmawati", "nik": "3174********0001"},
        {"name": "S*** R***", "nik": "3174********0001"},
    )
    for who in (contact, partner, near):
        assert who.ask(ONE, id=identified(row))["recipient"] == clear
        assert who.ask(LISTED)["recipients"]["totalCount"] == 1
    assert auditor.ask(ONE, id=identified(row))["recipient"] == masked
    for who in (far, other, the_public(act), Client(acting(platform, an_account(platform)))):
        assert who.ask(ONE, id=identified(row)) == {"recipient": None, "node": None}
        assert who.ask(LISTED)["recipients"] == {"totalCount": 0, "nodes": []}


def test_missing_and_forbidden_take_the_same_statements(
    contact: Client, platform: Platform, unit: RecipientUnit
) -> None:
    row = a_recipient(contact.act, unit.id)
    far = Client(someone(platform, Role.VERIFIER, Scope(ELSEWHERE), "jauh"))
    with counting() as forbidden:
        far.ask(ONE, id=identified(row))
    with counting() as missing:
        far.ask(ONE, id=encode_id("Recipient", UUID(int=7)))
    assert forbidden == missing


def test_a_list_takes_few_statements_and_its_reading_is_logged(
    contact: Client, unit: RecipientUnit, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(1, 6):
        a_recipient(
            contact.act, unit.id, name=f"Nama {number}", nik=f"317403150885000{number}", kk=f"317403010510001{number}"
        )
    document = """query($unit: ID) { recipients(unitId: $unit) { nodes {
        name nik unit { name } eligibility { verdict clauses { code text { en } } } } } }"""
    key = encode_id("RecipientUnit", unit.id)
    contact.ask(document, unit=key)
    with counting() as statements, caplog.at_level(logging.INFO, "server.personal_data"):
        found = contact.ask(document, unit=key)["recipients"]["nodes"]
    assert [one["name"] for one in found] == [f"Nama {number}" for number in range(1, 6)]
    assert len(statements) <= 5
    (said,) = [record.getMessage() for record in caplog.records if record.name == "server.personal_data"]
    assert str(contact.act.actor.account_id) in said
    assert "Nama" not in said


@pytest.mark.parametrize(
    "document",
    [
        "query($id: ID!) { node(id: $id) { ... on Recipient { name } } }",
        "query($id: ID!) { nodes(ids: [$id]) { ... on Recipient { name } } }",
        "query($id: ID!) { recipient(id: $id) { name } }",
    ],
)
def test_reading_one_recipient_is_logged_whatever_the_way(
    contact: Client, unit: RecipientUnit, act: Act, caplog: pytest.LogCaptureFixture, document: str
) -> None:
    row = a_recipient(contact.act, unit.id)
    key = encode_id("Recipient", row.id)
    with caplog.at_level(logging.INFO, "server.personal_data"):
        the_public(act).ask(document, id=key)
        assert caplog.records == []
        contact.ask(document, id=key)
    (said,) = [record.getMessage() for record in caplog.records]
    assert (str(row.id) in said, str(contact.act.actor.account_id) in said, "Siti" in said) == (True, True, False)


def test_a_reveal_shows_and_is_noted(platform: Platform, contact: Client, unit: RecipientUnit) -> None:
    row = a_recipient(contact.act, unit.id, birth_date=date(1985, 8, 15))
    verifier = Client(someone(platform, Role.VERIFIER, Scope(HERE)))
    fields = "identity { name birthDate nik kk businessNumber }"
    asked = {"recipientId": identified(row), "reason": "VERIFICATION"}
    assert verifier.do("recipientReveal", fields, **asked)["identity"] == {
        "name": "Siti Rahmawati",
        "birthDate": "1985-08-15",
        "nik": NIK,
        "kk": KK,
        "businessNumber": None,
    }
    entry = AuditEntry.select().order_by(AuditEntry.id.desc()).first()
    assert (entry.event, entry.actor) == ("recipient.revealed", verifier.act.actor.account_id)
    assert b"VERIFICATION" in bytes(entry.body)


def test_a_dry_run_reveals_nothing(platform: Platform, contact: Client, unit: RecipientUnit) -> None:
    row = a_recipient(contact.act, unit.id)
    verifier = Client(someone(platform, Role.VERIFIER, Scope(HERE)))
    asked = {"recipientId": identified(row), "reason": "VERIFICATION"}
    count = AuditEntry.select().count()
    assert verifier.rehearse("recipientReveal", "identity { name nik }", **asked)["identity"] == {
        "name": None,
        "nik": None,
    }
    assert AuditEntry.select().count() == count


def test_who_may_not_is_revealed_nothing(platform: Platform, contact: Client, unit: RecipientUnit, act: Act) -> None:
    row = a_recipient(contact.act, unit.id)
    asked = {"recipientId": identified(row), "reason": "DELIVERY"}
    far = Client(someone(platform, Role.VERIFIER, Scope(ELSEWHERE), "jauh"))
    assert contact.refused("recipientReveal", "__typename", **asked) == ["NOT_PERMITTED:SECOND_FACTOR"]
    assert far.refused("recipientReveal", "__typename", **asked) == ["NOT_FOUND"]
    for role in (Role.AUDITOR, Role.APPROVER):
        who = Client(someone(platform, role))
        assert who.refused("recipientReveal", "__typename", **asked) == ["NOT_PERMITTED:NO_GRANT"]
    assert the_public(act).refused("recipientReveal", "__typename", **asked) == ["NOT_PERMITTED:SIGN_IN_FIRST"]
    assert AuditEntry.select().where(AuditEntry.event == "recipient.revealed").count() == 0
