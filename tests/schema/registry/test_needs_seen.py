"""Verified needs are public, the largest gap first."""

from typing import Any

from server.core.act import Act
from server.core.actor import Scope
from server.core.platform import Platform
from server.core.roles import Role
from server.models.need import Need
from server.models.recipient_unit import RecipientUnit
from server.schema.nodes import encode_id
from tests.backends.counting import counting
from tests.factories.area import ELSEWHERE, HERE, NEXT_DOOR
from tests.factories.need import a_proposed_need, an_open_need
from tests.factories.registry import a_contact, a_partner, a_unit, someone
from tests.schema.client import Client, the_public
from tests.schema.registry.needs_asked import ONE


def test_a_unit_of_few_households_is_not_public_by_itself(
    contact: Client, partner: Client, platform: Platform, act: Act
) -> None:
    small = a_unit(partner.act, "004", households=9)
    need = an_open_need(platform, partner.act, small.id)
    key = encode_id("Need", need.id)
    assert the_public(act).ask(ONE, id=key)["need"] is None
    assert partner.ask(ONE, id=key)["need"]["needed"] == 100
    assert contact.ask(ONE, id=key)["need"] is None


def test_who_sees_a_need_that_is_not_verified(
    contact: Client, partner: Client, platform: Platform, unit: RecipientUnit, verifier: Act
) -> None:
    key = encode_id("Need", a_proposed_need(contact.act, unit.id).id)
    far = Client(someone(platform, Role.VERIFIER, Scope(ELSEWHERE), "jauh"))
    other = Client(a_contact(platform, partner.act, a_unit(partner.act, "002"), "lain@example.org"))
    school = Client(a_partner(platform, "PENDIDIKAN"))
    auditor = Client(someone(platform, Role.AUDITOR))
    assert [bool(who.ask(ONE, id=key)["need"]) for who in (contact, partner, Client(verifier), auditor)] == [True] * 4
    assert [who.ask(ONE, id=key)["need"] for who in (far, other, school)] == [None] * 3


def test_needs_are_listed_by_gap_page_by_page_in_few_statements(partner: Client, platform: Platform, act: Act) -> None:
    rws = [a_unit(partner.act, f"00{n}") for n in (1, 2, 3)] + [a_unit(partner.act, "001", NEXT_DOOR)]
    needs = [
        an_open_need(platform, partner.act, rw.id, quantity=q) for rw, q in zip(rws, (50, 200, 50, 80), strict=True)
    ]
    Need.update(reserved=120).where(Need.id == needs[1].id).execute()
    document = """query($f: NeedFilter, $o: NeedOrder! = BY_GAP, $n: Int! = 20, $a: String) {
        needs(filter: $f, order: $o, first: $n, after: $a) { totalCount pageInfo { endCursor hasNextPage }
        nodes { remaining pledged facts askedFields place { name } item { name { id } }
        unit { name kindName { id } } } } }"""
    public = the_public(act)

    def gaps(**asked: Any) -> list[int]:
        return [one["remaining"] for one in public.ask(document, **asked)["needs"]["nodes"]]

    assert gaps() == [80, 80, 50, 50]
    assert gaps(f={"area": HERE}) == [80, 50, 50]
    assert gaps(f={"area": "31.71"}) == gaps(f={"sector": "PANGAN", "state": "OPEN", "period": "2026-11"}) == gaps()
    assert gaps(f={"unitId": encode_id("RecipientUnit", rws[3].id)}) == [80]
    assert gaps(f={"state": "PROPOSED"}) == gaps(f={"sector": "UMKM"}) == gaps(f={"area": "31.7"}) == []
    assert gaps(o="NEWEST") == [80, 50, 80, 50]
    paged, cursor = [], None
    while True:
        page = public.ask(document, n=1, a=cursor)["needs"]
        paged += [one["remaining"] for one in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        cursor = page["pageInfo"]["endCursor"]
    assert paged == [80, 80, 50, 50]
    with counting() as statements:
        public.ask(document)
    assert len(statements) <= 8
