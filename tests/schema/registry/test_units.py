"""Recipient units: registered in scope, public but for their address and their people."""

from typing import Any

import pytest

from server.core.act import Act
from server.core.actor import MemberRole, Scope
from server.core.platform import Platform
from server.core.roles import Role
from server.models.audit_entry import AuditEntry
from server.models.collaborator import Collaborator
from server.models.pledge import Pledge, PledgeState
from server.models.recipient_unit import RecipientUnit, UnitContact
from server.schema.nodes import encode_id
from server.services import audit
from tests.backends.counting import counting
from tests.factories.account import a_member, acting, an_account
from tests.factories.area import ELSEWHERE, HERE, NEXT_DOOR
from tests.factories.need import an_open_need
from tests.factories.registry import a_contact, a_partner, a_unit, someone
from tests.schema.client import Client, the_public

RW = {"kind": "RW", "name": "RW 001", "area": HERE, "rw": f"{HERE}.001", "households": 120}


ONE = "query($id: ID!) { recipientUnit(id: $id) { name address facts households contacts { name } version } }"


def identified(unit: RecipientUnit) -> str:
    return encode_id("RecipientUnit", unit.id)


def units() -> list[tuple[str, int]]:
    return [(row.name, row.version) for row in RecipientUnit.select().order_by(RecipientUnit.id)]


def test_a_partner_registers_a_unit(partner: Client, platform: Platform) -> None:
    given = {**RW, "address": "Jl. Ma\u2019ruf  1", "facts": {"kelas_kumuh": "berat"}}
    done = partner.do(
        "recipientUnitRegister", "recipientUnit { name rw address facts kindName { en } place { name } }", **given
    )
    assert done["errors"] == []
    assert done["recipientUnit"] == {
        "name": "RW 001",
        "rw": f"{HERE}.001",
        "address": "Jl. Ma'ruf 1",
        "facts": {"kelas_kumuh": "berat"},
        "kindName": {"en": "RW"},
        "place": {"name": "Kelurahan 1002"},
    }
    row = RecipientUnit.get()
    assert row.address_sealed is not None
    assert b"ruf" not in bytes(row.address_sealed)
    assert row.facts_as_of == partner.act.today
    assert b"Jl." not in b"".join(bytes(entry.body) for entry in AuditEntry.select())
    assert audit.verify_all(platform.keys) == []


def test_a_dry_run_registers_nothing(partner: Client) -> None:
    assert partner.rehearse("recipientUnitRegister", "recipientUnit { name }", **RW)["recipientUnit"] == {
        "name": "RW 001"
    }
    assert units() == []


def test_the_same_key_registers_once(partner: Client) -> None:
    given = {**RW, "idempotencyKey": "k1"}
    first = partner.do("recipientUnitRegister", "recipientUnit { id }", **given)
    assert partner.do("recipientUnitRegister", "recipientUnit { id }", **given) == first
    assert len(units()) == 1
    assert partner.refused("recipientUnitRegister", "__typename", **{**given, "name": "Lain"}) == [
        "IDEMPOTENCY_KEY_REUSED"
    ]


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"kind": "ISTANA"}, "INVALID_INPUT:UNIT_KIND_UNKNOWN"),
        ({"area": "31.71.03.9999"}, "INVALID_INPUT:AREA_UNKNOWN"),
        ({"area": "31.71.03"}, "INVALID_INPUT:AREA_UNKNOWN"),
        ({"rw": f"{NEXT_DOOR}.001"}, "INVALID_INPUT:AREA_UNKNOWN"),
        ({"rw": None}, "INVALID_INPUT:REQUIRED"),
        ({"name": "   "}, "INVALID_INPUT:REQUIRED"),
        ({"name": "x" * 121}, "INVALID_INPUT:TOO_LONG"),
        ({"households": -1}, "INVALID_INPUT:NEGATIVE"),
        ({"households": 2_000_000}, "INVALID_INPUT:TOO_LARGE"),
        ({"facts": {"kelas_kumuh": "parah"}}, "INVALID_INPUT:FACT_CHOICE"),
        ({"facts": {"kelas_kumu": "berat"}}, "INVALID_INPUT:FACT_UNKNOWN"),
        ({"facts": {"dtks": True}}, "INVALID_INPUT:FACT_UNKNOWN"),
        ({"facts": [1]}, "INVALID_INPUT:FACTS_FORM"),
        ({"factsAsOf": "2027-01-01"}, "INVALID_INPUT:DATE_FUTURE"),
        ({"contactEmail": "nobody@example.org"}, "INVALID_INPUT:ACCOUNT_UNKNOWN"),
    ],
)
def test_bad_input_is_refused_and_nothing_written(partner: Client, given: dict[str, Any], refused: str) -> None:
    found = partner.refused("recipientUnitRegister", "__typename", **{**RW, **given})
    assert found == [refused] or found == [f"{refused}_MEANT"]
    assert units() == []


def test_all_faults_of_a_form_come_at_once(partner: Client) -> None:
    done = partner.do(
        "recipientUnitRegister", "__typename", **{**RW, "name": "", "households": -1, "facts": {"apa": 1}}
    )
    assert [one["path"] for one in done["errors"]] == [
        ["input", "name"],
        ["input", "households"],
        ["input", "facts", "apa"],
    ]


def test_an_rw_is_one_unit_only(partner: Client) -> None:
    a_unit(partner.act)
    assert partner.refused("recipientUnitRegister", "__typename", **RW) == ["UNIT_EXISTS"]
    assert len(units()) == 1
    assert partner.refused("recipientUnitRegister", "__typename", **{**RW, "kind": "ORPHANAGE"}) == []


def test_nobody_registers_without_a_grant_there(platform: Platform, act: Act) -> None:
    assert the_public(act).refused("recipientUnitRegister", "__typename", **RW) == ["NOT_PERMITTED:SIGN_IN_FIRST"]
    ani = Client(acting(platform, an_account(platform)))
    assert ani.refused("recipientUnitRegister", "__typename", **RW) == ["NOT_PERMITTED:NO_GRANT"]
    far = Client(someone(platform, Role.VERIFIER, Scope(ELSEWHERE)))
    assert far.refused("recipientUnitRegister", "__typename", **RW) == ["NOT_PERMITTED:NO_GRANT"]
    other = Client(a_partner(platform, "PENDIDIKAN"))
    assert other.refused("recipientUnitRegister", "__typename", **RW) == ["NOT_PERMITTED:NO_GRANT"]
    assert units() == []


def test_the_address_is_for_those_who_go_there(partner: Client, platform: Platform, act: Act) -> None:
    unit = a_unit(partner.act, address="Jl. Rahasia 7")
    near = Client(someone(platform, Role.VERIFIER, Scope("31.71"), "dekat"))
    far = Client(someone(platform, Role.VERIFIER, Scope("31.74"), "jauh"))
    contact = Client(a_contact(platform, partner.act, unit))
    told = [bool(one.ask(ONE, id=identified(unit))["recipientUnit"]["address"]) for one in (near, contact)]
    silent = [one.ask(ONE, id=identified(unit))["recipientUnit"]["address"] for one in (far, the_public(act))]
    assert told == [True, True]
    assert silent == [None, None]
    assert near.ask(ONE, id=identified(unit))["recipientUnit"]["contacts"] == [{"name": "Bu Tuti"}]
    assert far.ask(ONE, id=identified(unit))["recipientUnit"]["contacts"] == []


def test_who_has_an_accepted_pledge_learns_the_address(partner: Client, platform: Platform, act: Act) -> None:
    unit = a_unit(partner.act, address="Jl. Rahasia 7")
    need = an_open_need(platform, partner.act, unit.id)
    company = Collaborator.create(
        created_at=act.now, kind="COMPANY", public_name="Maju", sectors=["PANGAN"], approved_at=act.now
    )
    account = an_account(platform)
    a_member(platform, account, company.id, MemberRole.MEMBER)
    giver = Client(acting(platform, account))
    pledge = Pledge.create(
        created_at=act.now, need=need, collaborator=company, quantity=5, state=PledgeState.RESERVED, sector_version=1
    )
    assert giver.ask(ONE, id=identified(unit))["recipientUnit"]["address"] is None
    Pledge.update(state=PledgeState.ACCEPTED).where(Pledge.id == pledge.id).execute()
    assert giver.ask(ONE, id=identified(unit))["recipientUnit"]["address"] == "Jl. Rahasia 7"


def test_an_update_changes_what_is_given_and_nothing_else(partner: Client) -> None:
    unit = a_unit(partner.act, address="Jl. Satu 1", facts={"kelas_kumuh": "berat", "rw_di_cap": True})
    done = partner.do(
        "recipientUnitUpdate",
        "recipientUnit { name households address facts version }",
        unitId=identified(unit),
        expectedVersion=1,
        households=None,
        facts={"kelas_kumuh": None},
    )
    assert done["recipientUnit"] == {
        "name": "RW 001",
        "households": None,
        "address": "Jl. Satu 1",
        "facts": {"rw_di_cap": True},
        "version": 2,
    }


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"expectedVersion": 7, "name": "Baru"}, "VERSION_CONFLICT"),
        ({"name": None}, "INVALID_INPUT:REQUIRED"),
        ({}, "INVALID_INPUT:NOTHING_TO_CHANGE"),
        ({"unitId": "UmVjaXBpZW50VW5pdDox", "name": "Baru"}, "NOT_FOUND"),
    ],
)
def test_a_bad_update_changes_nothing(partner: Client, given: dict[str, Any], refused: str) -> None:
    unit = a_unit(partner.act)
    asked = {"unitId": identified(unit), "expectedVersion": 1, **given}
    assert partner.refused("recipientUnitUpdate", "__typename", **asked) == [refused]
    assert units() == [("RW 001", 1)]


def test_a_closed_unit_is_gone_for_the_public_and_comes_back(partner: Client, act: Act) -> None:
    unit = a_unit(partner.act)
    close = {"unitId": identified(unit), "expectedVersion": 1, "state": "CLOSED"}
    assert partner.refused("recipientUnitUpdate", "__typename", **close) == []
    assert the_public(act).ask(ONE, id=identified(unit)) == {"recipientUnit": None}
    a_unit(partner.act, name="Penerus")
    reopen = {"unitId": identified(unit), "expectedVersion": 2, "state": "ACTIVE"}
    assert partner.refused("recipientUnitUpdate", "__typename", **reopen) == ["UNIT_EXISTS"]


def test_a_contact_speaks_until_that_is_ended_and_may_again(partner: Client, platform: Platform) -> None:
    unit = a_unit(partner.act)
    contact = a_contact(platform, partner.act, unit)
    assert contact.actor.units == frozenset({unit.id})
    row = UnitContact.get()
    assert partner.refused("recipientUnitContactEnd", "__typename", contactId=encode_id("UnitContact", row.id)) == []
    assert UnitContact.get().ended_at is not None
    added = {"unitId": identified(unit), "email": "RW@example.org"}
    assert partner.do("recipientUnitContactAdd", "recipientUnit { contacts { name } }", **added)["recipientUnit"] == {
        "contacts": [{"name": "Bu Tuti"}]
    }
    assert UnitContact.select().count() == 1
    mute = Client(contact)
    assert mute.refused("recipientUnitContactAdd", "__typename", **added) == ["NOT_PERMITTED:NO_GRANT"]


def test_units_are_found_by_area_kind_and_sector_in_few_statements(partner: Client, act: Act) -> None:
    for n in (1, 2, 3):
        a_unit(partner.act, f"00{n}", address=f"Jl. {n}")
    a_unit(partner.act, "001", NEXT_DOOR, "ORPHANAGE", name="Panti Kasih")
    fields = "name kindName { id } address facts place { name } contacts { name }"
    listed = f"query($f: RecipientUnitFilter) {{ recipientUnits(filter: $f) {{ totalCount nodes {{ {fields} }} }} }}"
    public = the_public(act)

    def found(**wanted: str) -> list[str]:
        return [one["name"] for one in public.ask(listed, f=wanted)["recipientUnits"]["nodes"]]

    assert found() == ["Panti Kasih", "RW 001", "RW 002", "RW 003"]
    assert found(area=HERE) == ["RW 001", "RW 002", "RW 003"]
    assert found(area=f"{HERE}.002") == ["RW 002"]
    assert found(kind="ORPHANAGE") == ["Panti Kasih"]
    assert found(sector="PENATAAN_PERMUKIMAN") == ["RW 001", "RW 002", "RW 003"]
    assert found(sector="PENDIDIKAN") == found(sector="TIDAK_ADA") == found(sector="UMKM", kind="RW") == []
    with counting() as statements:
        public.ask(listed, f={})
    assert len(statements) <= 9
