"""A recipient is taken in: sealed, judged, never twice in a sector."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from peewee import Database

from server.core.act import Act
from server.core.platform import Platform
from server.core.roles import Role
from server.models.audit_entry import AuditEntry
from server.models.recipient import Recipient, RecipientState
from server.models.recipient_unit import RecipientUnit
from server.models.sector import Sector, SectorState
from server.services.recipients.identity import birth_date_of, opened
from tests.factories.account import acting, an_account
from tests.factories.registry import (
    ELIGIBLE,
    KK,
    NIB,
    NIK,
    a_contact,
    a_partner,
    a_recipient,
    a_unit,
    someone,
)
from tests.schema.client import Client, the_public
from tests.schema.registry.recipients_asked import OTHER_KK, OTHER_NIB, OTHER_NIK, SHOWN, form, written


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
