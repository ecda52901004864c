"""Recipients: sealed, judged, never twice in a sector, never public."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from peewee import Database

from server.core.act import Act
from server.core.actor import Scope
from server.core.platform import Platform
from server.core.roles import Role
from server.models.audit_entry import AuditEntry
from server.models.eligibility_decision import EligibilityDecision
from server.models.recipient import Recipient, RecipientState
from server.models.recipient_unit import RecipientUnit
from server.models.sector import Sector, SectorState
from server.schema.nodes import encode_id
from server.services.recipients.identity import birth_date_of, opened
from tests.backends.counting import counting
from tests.factories.account import acting, an_account
from tests.factories.area import ELSEWHERE, HERE
from tests.factories.registry import (
    ELIGIBLE,
    KK,
    NIB,
    NIK,
    a_contact,
    a_partner,
    a_recipient,
    a_registry,
    a_unit,
    someone,
)
from tests.schema.client import Client, the_public

OTHER_NIK, OTHER_KK, OTHER_NIB = "3174035708900002", "3174030105100013", "1234567890124"
SHOWN = """recipient { id name nik kk businessNumber age verdict facts version unit { name }
eligibility { verdict occasion sectorVersion missing clauses { code outcome text { en } source } } }
warnings { code path }"""


@pytest.fixture(autouse=True)
def _registry(platform: Platform) -> None:
    a_registry(platform)


@pytest.fixture
def partner(platform: Platform) -> Client:
    return Client(a_partner(platform))


@pytest.fixture
def unit(partner: Client) -> RecipientUnit:
    return a_unit(partner.act)


@pytest.fixture
def contact(platform: Platform, partner: Client, unit: RecipientUnit) -> Client:
    return Client(a_contact(platform, partner.act, unit))


def form(unit: RecipientUnit, **given: Any) -> dict[str, Any]:
    whole = {
        "unitId": encode_id("RecipientUnit", unit.id),
        "sector": "PANGAN",
        "name": "Siti Rahmawati",
        "birthDate": "1985-08-15",
        "nik": NIK,
        "kk": KK,
        "facts": ELIGIBLE["PANGAN"],
        "consent": True,
    }
    return {**whole, **given}


def identified(recipient: Recipient) -> str:
    return encode_id("Recipient", recipient.id)


def written() -> tuple[int, int]:
    return Recipient.select().count(), EligibilityDecision.select().count()


def test_a_contact_registers_an_eligible_household(contact: Client, unit: RecipientUnit) -> None:
    done = contact.do("recipientRegister", SHOWN, **form(unit, nik="3174-0315-0885-0001"))
    assert done["errors"] == done["warnings"] == []
    shown = done["recipient"]
    assert (shown["name"], shown["nik"], shown["kk"]) == ("Siti Rahmawati", "3174********0001", "3174********0012")
    assert (shown["verdict"], shown["age"], shown["unit"]) == ("ELIGIBLE", 41, {"name": "RW 001"})
    assert shown["eligibility"]["occasion"] == "REGISTRATION"
    assert {one["outcome"] for one in shown["eligibility"]["clauses"]} == {True}
    assert written() == (1, 1)


def test_nothing_personal_stands_in_clear(contact: Client, unit: RecipientUnit, act: Act) -> None:
    contact.do("recipientRegister", SHOWN, **form(unit, name="Ma\u2019ruf  Andre\u0301"))
    row = Recipient.get()
    kept = b"".join(
        bytes(value) for name, value in row.__data__.items() if name.endswith(("_sealed", "_index")) and value
    )
    entries = b"".join(bytes(entry.body) for entry in AuditEntry.select())
    for clear in (b"ruf", NIK.encode(), KK.encode(), b"1985-08-15"):
        assert clear not in kept + entries
    assert opened(act, row).name == "Ma'ruf Andr\u00e9"
    assert birth_date_of(act, row) == date(1985, 8, 15)
    assert row.consented_at == contact.act.now


@pytest.mark.parametrize(
    ("facts", "verdict", "missing"),
    [
        ({**ELIGIBLE["PANGAN"], "aparatur": True}, "NOT_ELIGIBLE", []),
        ({"domisili_dki": True, "dtks": True, "aparatur": False}, "NEEDS_DATA", ["punya_mobil"]),
        (None, "NEEDS_DATA", None),
    ],
)
def test_who_is_not_eligible_is_recorded_with_that_verdict(
    contact: Client, unit: RecipientUnit, facts: dict[str, Any] | None, verdict: str, missing: list[str] | None
) -> None:
    done = contact.do("recipientRegister", SHOWN, **form(unit, facts=facts))
    assert done["errors"] == []
    assert done["recipient"]["verdict"] == done["recipient"]["eligibility"]["verdict"] == verdict
    assert missing is None or done["recipient"]["eligibility"]["missing"] == missing
    assert Recipient.get().verdict == verdict


def test_a_nik_that_differs_from_the_birth_date_only_warns(contact: Client, unit: RecipientUnit) -> None:
    done = contact.do("recipientRegister", SHOWN, **form(unit, birthDate="1985-08-16"))
    assert done["errors"] == []
    assert done["warnings"] == [{"code": "NIK_BIRTH_DATE_DIFFERS", "path": ["input", "nik"]}]


@pytest.mark.parametrize("nothing", ["-", "0", "9999999999999999", "", "tidak ada", None])
def test_a_placeholder_is_no_number(contact: Client, unit: RecipientUnit, nothing: str | None) -> None:
    for name in ("A", "B"):
        assert (
            contact.refused("recipientRegister", "__typename", **form(unit, name=name, nik=nothing, kk=nothing)) == []
        )
    assert {row.nik_index for row in Recipient.select()} == {None}
    assert written()[0] == 2


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"nik": "317403150885000"}, ["INVALID_INPUT:NIK_LENGTH"]),
        ({"nik": "9974031508850001"}, ["INVALID_INPUT:NIK_REGION"]),
        ({"nik": "3174033502850001"}, ["INVALID_INPUT:NIK_DATE"]),
        ({"nik": "3.17403E+15"}, ["INVALID_INPUT:EXCEL_DAMAGED"]),
        ({"nik": "317403150885OOO1"}, ["INVALID_INPUT:DIGITS_ONLY"]),
        ({"kk": NIK}, ["INVALID_INPUT:KK_EQUALS_NIK"]),
        ({"kk": "31740301051000"}, ["INVALID_INPUT:KK_LENGTH"]),
        ({"businessNumber": "123"}, ["INVALID_INPUT:NIB_LENGTH"]),
        ({"name": " \u200b "}, ["INVALID_INPUT:REQUIRED"]),
        ({"name": "x" * 121}, ["INVALID_INPUT:TOO_LONG"]),
        ({"birthDate": "2043-01-01"}, ["INVALID_INPUT:DATE_FUTURE"]),
        ({"birthDate": "1843-01-01"}, ["INVALID_INPUT:DATE_TOO_OLD"]),
        ({"facts": {"anggota_kk": 0}}, ["INVALID_INPUT:FACT_MINIMUM"]),
        ({"facts": {"anggota_kk": "tiga"}}, ["INVALID_INPUT:FACT_TYPE"]),
        ({"facts": {"aparatr": True}}, ["INVALID_INPUT:FACT_UNKNOWN_MEANT"]),
        ({"facts": "x"}, ["INVALID_INPUT:FACTS_FORM"]),
        ({"factsAsOf": "2030-01-01"}, ["INVALID_INPUT:DATE_FUTURE"]),
        ({"consent": False}, ["INVALID_INPUT:CONSENT_REQUIRED"]),
        ({"sector": "TIDAK_ADA"}, ["NOT_PERMITTED:NO_GRANT"]),
        (
            {"nik": "1", "kk": "2", "consent": False},
            ["INVALID_INPUT:NIK_LENGTH", "INVALID_INPUT:KK_LENGTH", "INVALID_INPUT:CONSENT_REQUIRED"],
        ),
    ],
)
def test_bad_input_is_refused_and_nothing_written(
    partner: Client, unit: RecipientUnit, given: dict[str, Any], refused: list[str]
) -> None:
    assert partner.refused("recipientRegister", "__typename", **form(unit, **given)) == refused
    assert written() == (0, 0)


def test_a_fault_of_a_fact_stands_at_its_name(partner: Client, unit: RecipientUnit) -> None:
    done = partner.do("recipientRegister", "__typename", **form(unit, facts={"anggota_kk": 99}))
    (fault,) = done["errors"]
    assert (fault["path"], fault["reason"], fault["limit"]) == (["input", "facts", "anggota_kk"], "FACT_MAXIMUM", "30")


def test_other_sectors_and_units_take_none(contact: Client, platform: Platform, unit: RecipientUnit) -> None:
    ask = ("recipientRegister", "__typename")
    assert contact.refused(*ask, **form(unit, sector="TIDAK_ADA")) == ["NOT_FOUND"]
    assert contact.refused(*ask, **form(unit, sector="PENDIDIKAN")) == ["INVALID_INPUT:UNIT_KIND_OTHER_SECTOR"]
    lacking = contact.refused(*ask, **form(unit, sector="PENATAAN_PERMUKIMAN", facts={}))
    assert lacking == ["INVALID_INPUT:SECTOR_WITHOUT_RECIPIENTS"]
    Sector.update(state=SectorState.PAUSED).where(Sector.code == "PANGAN").execute()
    assert contact.refused(*ask, **form(unit)) == ["SECTOR_NOT_ACTIVE"]
    assert written() == (0, 0)


def test_only_contacts_and_partners_in_scope_register(
    contact: Client, partner: Client, platform: Platform, act: Act, unit: RecipientUnit
) -> None:
    other = Client(a_contact(platform, partner.act, a_unit(partner.act, "002"), "lain@example.org"))
    verifier = Client(someone(platform, Role.VERIFIER))
    ani = Client(acting(platform, an_account(platform)))
    for nobody in (other, verifier, ani):
        assert nobody.refused("recipientRegister", "__typename", **form(unit)) == ["NOT_PERMITTED:NO_GRANT"]
    assert the_public(act).refused("recipientRegister", "__typename", **form(unit)) == ["NOT_PERMITTED:SIGN_IN_FIRST"]
    assert written() == (0, 0)


@pytest.mark.parametrize(
    ("second", "kind", "hint"),
    [({"kk": OTHER_KK}, "NIK", "3174********0001"), ({"nik": OTHER_NIK}, "KK", "3174********0012")],
)
def test_the_same_household_is_refused_and_nothing_told_of_the_other(
    contact: Client, partner: Client, unit: RecipientUnit, second: dict[str, str], kind: str, hint: str
) -> None:
    first = a_recipient(contact.act, unit.id)
    elsewhere = a_unit(partner.act, "003")
    done = partner.do(
        "recipientRegister",
        "__typename recipient { id }",
        **form(elsewhere, name="Nama Lain", birthDate=None, **second),
    )
    (error,) = done["errors"]
    assert error["code"] == "DUPLICATE_RECIPIENT"
    assert f"{kind} {hint}" in error["message"]
    assert done["recipient"] is None
    assert written() == (1, 1)
    trail = AuditEntry.select().where(AuditEntry.stream == f"recipient:{first.id}")
    assert [entry.event for entry in trail.order_by(AuditEntry.seq)] == [
        "recipient.registered",
        "recipient.duplicate_refused",
    ]


def test_another_sector_and_a_dead_entry_are_no_duplicate(platform: Platform, partner: Client) -> None:
    school = a_unit(a_partner(platform, "PENDIDIKAN"), "001", kind="SCHOOL", name="SDN 01")
    rw = a_unit(partner.act)
    first = a_recipient(partner.act, rw.id)
    bureau = someone(platform, Role.PARTNER, None, "umum")
    assert (
        Client(bureau).refused("recipientRegister", "__typename", **form(school, sector="PENDIDIKAN", facts={})) == []
    )
    Recipient.update(state=RecipientState.ENDED).where(Recipient.id == first.id).execute()
    assert partner.refused("recipientRegister", "__typename", **form(rw)) == []


def test_an_owner_may_have_two_businesses_but_none_twice(platform: Platform) -> None:
    owner = Client(a_partner(platform, "UMKM"))
    market = a_unit(owner.act, kind="LOKBIN", name="Lokbin Rawa")

    def shop(**given: Any) -> list[str]:
        return owner.refused("recipientRegister", "__typename", **form(market, sector="UMKM", facts={}, **given))

    assert shop(businessNumber=NIB) == []
    assert shop(businessNumber=OTHER_NIB) == []
    assert shop(businessNumber=NIB, nik=OTHER_NIK, birthDate=None) == ["DUPLICATE_RECIPIENT"]
    assert shop() == ["DUPLICATE_RECIPIENT"]


def test_eight_who_register_the_same_person_at_once_come_to_one(
    partner: Client, unit: RecipientUnit, database: Database
) -> None:
    start = Barrier(8)

    def register(number: int) -> list[str]:
        start.wait()
        with database.connection_context():
            return partner.refused("recipientRegister", "__typename", **form(unit, name=f"Nama {number}"))

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(register, range(8)))
    assert answers == [[]] + [["DUPLICATE_RECIPIENT"]] * 7
    assert written() == (1, 1)


def test_an_update_changes_what_is_given_and_judges_anew(contact: Client, unit: RecipientUnit, act: Act) -> None:
    row = a_recipient(contact.act, unit.id, birth_date=date(1985, 8, 15))
    done = contact.do(
        "recipientUpdate",
        SHOWN,
        recipientId=identified(row),
        expectedVersion=1,
        nik=None,
        facts={"aparatur": True, "dtks": None},
    )
    assert done["errors"] == []
    shown = done["recipient"]
    assert (shown["nik"], shown["kk"], shown["name"]) == (None, "3174********0012", "Siti Rahmawati")
    assert shown["facts"] == {"domisili_dki": True, "aparatur": True, "punya_mobil": False}
    assert (shown["verdict"], shown["version"]) == ("NOT_ELIGIBLE", 2)
    after = Recipient.get()
    assert after.nik_index is None
    assert opened(act, after).birth_date == date(1985, 8, 15)
    assert written() == (1, 2)


def test_a_new_birth_date_is_held_against_the_old_nik(contact: Client, unit: RecipientUnit) -> None:
    row = a_recipient(contact.act, unit.id)
    done = contact.do("recipientUpdate", SHOWN, recipientId=identified(row), expectedVersion=1, birthDate="1999-01-01")
    assert [one["code"] for one in done["warnings"]] == ["NIK_BIRTH_DATE_DIFFERS"]


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"expectedVersion": 9, "name": "Baru"}, "VERSION_CONFLICT"),
        ({"name": None}, "INVALID_INPUT:REQUIRED"),
        ({}, "INVALID_INPUT:NOTHING_TO_CHANGE"),
        ({"nik": "12"}, "INVALID_INPUT:NIK_LENGTH"),
        ({"nik": OTHER_NIK}, "DUPLICATE_RECIPIENT"),
        ({"facts": {"apa": 1}}, "INVALID_INPUT:FACT_UNKNOWN"),
    ],
)
def test_a_bad_update_changes_nothing(
    contact: Client, unit: RecipientUnit, given: dict[str, Any], refused: str
) -> None:
    row = a_recipient(contact.act, unit.id)
    a_recipient(contact.act, unit.id, nik=OTHER_NIK, kk=OTHER_KK)
    before = Recipient.get_by_id(row.id).__data__
    asked = {"recipientId": identified(row), "expectedVersion": 1, **given}
    assert contact.refused("recipientUpdate", "__typename", **asked) == [refused]
    assert Recipient.get_by_id(row.id).__data__ == before
    assert written() == (2, 2)


def test_an_ended_recipient_is_changed_no_more(contact: Client, unit: RecipientUnit) -> None:
    row = a_recipient(contact.act, unit.id)
    Recipient.update(state=RecipientState.ENDED).execute()
    asked = {"recipientId": identified(row), "expectedVersion": 1, "name": "Baru"}
    assert contact.refused("recipientUpdate", "__typename", **asked) == ["RECIPIENT_ENDED"]


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
