"""Areas are loaded again and again without harm."""

from dataclasses import replace
from datetime import date

from server.core.act import Act
from server.core.areas import AreaRecord, load_areas
from server.models.area import Area, AreaSuccession
from server.models.audit_entry import AuditEntry
from server.services import areas
from server.services.areas import Loaded
from server.services.transaction import run
from tests.factories.area import HERE, some_areas

OLD = AreaRecord("31", "PROVINCE", "DKI", None)


def load(act: Act, *records: AreaRecord) -> Loaded:
    return run(lambda: areas.load(act, records))


def test_the_shipped_city_is_loaded_once(act: Act) -> None:
    records = load_areas("jakarta")
    assert load(act, *records) == Loaded(len(records), 0)
    assert Area.select().where(Area.level == "KELURAHAN").count() == 267
    ids = {row.code: row.id for row in Area.select()}
    assert load(act, *records) == Loaded(0, 0)
    assert {row.code: row.id for row in Area.select()} == ids
    assert AuditEntry.select().where(AuditEntry.stream == "areas:jakarta").count() == 1


def test_only_what_differs_is_changed_and_keeps_its_id(act: Act) -> None:
    some_areas(act)
    before = Area.get(Area.code == HERE)
    changed = AreaRecord(HERE, "KELURAHAN", "Nama Baru", "31.71.03", postal_code="10640", valid_to=date(2027, 1, 1))
    assert load(act, changed) == Loaded(1, 0)
    after = Area.get(Area.code == HERE)
    assert (after.id, after.name, after.postal_code, after.valid_to) == (
        before.id,
        "Nama Baru",
        "10640",
        date(2027, 1, 1),
    )


def test_a_split_links_what_was_with_what_came(act: Act) -> None:
    some_areas(act)
    halves = [
        AreaRecord(f"31.71.03.100{n}", "KELURAHAN", f"Bagian {n}", "31.71.03", predecessors=(HERE,)) for n in (8, 9)
    ]
    assert load(act, *halves) == Loaded(2, 2)
    assert load(act, *halves) == Loaded(0, 0)
    assert load(act, replace(halves[0], predecessors=(HERE, "31.71.03.1003")), halves[1]) == Loaded(0, 1)
    assert AreaSuccession.select().count() == 3
