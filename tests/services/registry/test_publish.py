"""Definitions are published as versions that never change."""

from dataclasses import replace
from datetime import timedelta

from server.core.act import Act
from server.core.ids import new_id
from server.models.sector import Sector, SectorVersion
from server.sectors.definition import SectorDefinition
from server.sectors.parse import from_document
from server.sectors.shipped import shipped
from server.services.sectors.current import all_in_force, in_force, version, versions
from server.services.sectors.publish import publish, ship
from server.services.transaction import run


def food() -> SectorDefinition:
    return next(one for one in shipped() if one.code == "PANGAN")


def changed(definition: SectorDefinition, basis: str) -> SectorDefinition:
    return from_document({**definition.document, "legal_basis": basis})


def test_the_shipped_sectors_are_published_once(act: Act) -> None:
    published = run(lambda: ship(act))
    assert len(published) == len(shipped())
    assert run(lambda: ship(act)) == []
    assert [one.definition.code for one in all_in_force(act.now)] == [one.code for one in shipped()]
    assert Sector.select().count() == SectorVersion.select().count() == len(shipped())


def test_the_same_definition_makes_no_second_version(act: Act) -> None:
    first = run(lambda: publish(act, food()))
    assert run(lambda: publish(act, food())).id == first.id
    assert SectorVersion.select().count() == 1


def test_a_new_version_holds_from_its_day_and_the_old_one_stays(act: Act) -> None:
    run(lambda: publish(act, food()))
    later = act.now + timedelta(days=30)
    second = run(lambda: publish(act, changed(food(), "Pergub baru"), effective_from=later))
    assert second.number == 2
    now, then = in_force("PANGAN", act.now), in_force("PANGAN", later)
    assert now is not None
    assert then is not None
    assert (now.number, then.number) == (1, 2)
    assert then.definition.legal_basis == "Pergub baru"
    old = version("PANGAN", 1)
    assert old is not None
    assert old.definition == food()
    assert {pair: one.number for pair, one in versions([("PANGAN", 1), ("PANGAN", 2), ("PANGAN", 3)]).items()} == {
        ("PANGAN", 1): 1,
        ("PANGAN", 2): 2,
    }
    assert [one.number for one in all_in_force(act.now)] == [1]


def test_a_later_version_never_judges_the_past_anew(act: Act) -> None:
    run(lambda: publish(act, food()))
    second = run(lambda: publish(act, changed(food(), "Pergub baru")))
    assert second.effective_from == act.now


def test_shipping_leaves_a_sector_alone_that_the_city_has_changed(act: Act) -> None:
    old = changed(food(), "Naskah lama")
    run(lambda: publish(act, old))
    assert "PANGAN" in {one.sector.code for one in run(lambda: ship(act))}
    run(lambda: publish(act, changed(food(), "Keputusan kota"), run=new_id()))
    upgraded = replace(act, now=act.now + timedelta(days=1))
    assert run(lambda: ship(upgraded)) == []
    found = in_force("PANGAN", upgraded.now)
    assert found is not None
    assert found.definition.legal_basis == "Keputusan kota"
