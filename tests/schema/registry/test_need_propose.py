"""A need is proposed by its unit, once for a time, and judged where the unit itself is helped."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from peewee import Database

from server.core.act import Act
from server.core.platform import Platform
from server.models.need import Need
from server.models.recipient_unit import RecipientUnit
from server.models.workflow_run import WorkflowRun
from tests.factories.account import acting, an_account
from tests.factories.need import CAP_FACTS, a_proposed_need
from tests.factories.registry import a_contact, a_partner, a_unit
from tests.schema.client import Client, the_public
from tests.schema.registry.needs_asked import WORK, form


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"quantity": 0}, "INVALID_INPUT:NOT_POSITIVE"),
        ({"quantity": -5}, "INVALID_INPUT:NOT_POSITIVE"),
        ({"quantity": 2_000_000_000}, "INVALID_INPUT:TOO_LARGE"),
        ({"item": "EMAS"}, "INVALID_INPUT:ITEM_UNKNOWN"),
        ({"period": "Nov 2026"}, "INVALID_INPUT:NEED_PERIOD_FORM"),
        ({"period": "2026-10"}, "INVALID_INPUT:NEED_PERIOD_PAST"),
        ({"period": "2031"}, "INVALID_INPUT:NEED_PERIOD_FAR"),
        ({"facts": {"lahan_siap": True}}, "INVALID_INPUT:FACT_UNKNOWN"),
        ({"facts": 5}, "INVALID_INPUT:FACTS_FORM"),
        ({"planLine": "  "}, "INVALID_INPUT:REQUIRED"),
        ({"planLine": "x" * 81}, "INVALID_INPUT:TOO_LONG"),
        ({"sector": "TIDAK_ADA"}, "NOT_FOUND"),
        ({"sector": "PENDIDIKAN"}, "INVALID_INPUT:UNIT_KIND_OTHER_SECTOR"),
        ({"unitId": "UmVjaXBpZW50VW5pdDox"}, "NOT_FOUND"),
    ],
)
def test_bad_input_is_refused_and_nothing_written(
    contact: Client, unit: RecipientUnit, given: dict[str, Any], refused: str
) -> None:
    assert contact.refused("needPropose", "__typename", **form(unit, **given)) == [refused]
    assert Need.select().count() == WorkflowRun.select().count() == 0


def test_only_the_unit_and_partners_in_scope_propose(
    contact: Client, platform: Platform, act: Act, partner: Client, unit: RecipientUnit, verifier: Act
) -> None:
    other = Client(a_contact(platform, partner.act, a_unit(partner.act, "002"), "lain@example.org"))
    for nobody in (other, Client(verifier), Client(acting(platform, an_account(platform)))):
        assert nobody.refused("needPropose", "__typename", **form(unit)) == ["NOT_PERMITTED:NO_GRANT"]
    assert the_public(act).refused("needPropose", "__typename", **form(unit)) == ["NOT_PERMITTED:SIGN_IN_FIRST"]
    assert Need.select().count() == 0
    assert partner.refused("needPropose", "__typename", **form(unit)) == []


def test_eight_who_propose_at_once_come_to_one_need(partner: Client, unit: RecipientUnit, database: Database) -> None:
    start = Barrier(8)

    def propose(number: int) -> list[str]:
        start.wait()
        with database.connection_context():
            return partner.refused("needPropose", "__typename", **form(unit, period=f"2026-11-{20 + number % 2}"))

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(propose, range(8)))
    assert answers == [[]] * 2 + [["NEED_EXISTS"]] * 6
    assert Need.select().count() == WorkflowRun.select().count() == 2


@pytest.mark.parametrize("period", ["2026-11", "2026-11-20", "2026-W47", "2026"])
def test_a_unit_asks_once_for_the_same_time(contact: Client, unit: RecipientUnit, period: str) -> None:
    a_proposed_need(contact.act, unit.id)
    assert contact.refused("needPropose", "__typename", **form(unit, period=period)) == ["NEED_EXISTS"]
    assert Need.select().count() == 1


def test_another_time_item_or_unit_is_another_need(contact: Client, partner: Client, unit: RecipientUnit) -> None:
    a_proposed_need(contact.act, unit.id)
    for given in ({"period": "2026-12"}, {"item": "MAKANAN_SIAP_SAJI"}):
        assert contact.refused("needPropose", "__typename", **form(unit, **given)) == []
    assert partner.refused("needPropose", "__typename", **form(a_unit(partner.act, "002"))) == []


def test_a_unit_that_is_itself_helped_is_judged(platform: Platform) -> None:
    housing = Client(a_partner(platform, "PENATAAN_PERMUKIMAN"))
    rw = a_unit(housing.act, facts={"rw_di_cap": True})

    def propose(**given: Any) -> list[str]:
        return housing.refused("needPropose", "__typename", **form(rw, **{**WORK, **given}))

    assert propose(facts=CAP_FACTS) == ["INVALID_INPUT:REQUIRED"]
    assert propose(planLine="CAP-7", facts={**CAP_FACTS, "lahan_siap": False}) == ["NOT_ELIGIBLE"]
    assert propose(planLine="CAP-7") == ["NEEDS_DATA"]
    assert Need.select().count() == 0
    assert propose(planLine="CAP-7", facts=CAP_FACTS) == []
    assert propose(planLine="CAP-8", facts=CAP_FACTS, period="2027-05") == []
