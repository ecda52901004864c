"""The dashboard and the ledger: what they show to whom, and that they agree."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from server.app import SCHEMA
from server.core.clock import SetClock
from server.core.platform import Platform
from server.models.ledger_entry import LedgerEntry
from server.models.need import Need as NeedRow
from server.models.need import NeedState
from server.models.recipient_unit import RecipientUnit
from server.schema.context import Context
from server.services import cube
from server.services.needs import withdraw
from server.services.transaction import run
from tests.factories.area import ELSEWHERE, NEXT_DOOR
from tests.factories.gift import Scene, a_collaborator, a_member, a_need, a_scene, a_sector, a_unit, id_of
from tests.schema.client import Client, the_public

AMOUNTS = "needed { units value } pledged { units value } delivered { units value } confirmed { units value }"
DASHBOARD = f"""query($asOf: Date) {{ dashboard(asOf: $asOf) {{
    asOf collaboratorCount openNeedCount {AMOUNTS}
    bySector {{ sector collaboratorCount openNeedCount pledged {{ units }} }}
    byArea(level: CITY) {{ area {{ code }} collaboratorCount openNeedCount pledged {{ units }} }} }} }}"""
LEDGER = """query($filter: LedgerFilter, $first: Int! = 100, $after: String) {
    ledger(filter: $filter, first: $first, after: $after) {
        totalCount pageInfo { hasNextPage endCursor }
        nodes { kind quantity place { name } sector item need { id } collaborator { publicName } } } }"""


@pytest.fixture
def scene(platform: Platform) -> Scene:
    return a_scene(platform)


@pytest.fixture
def public(scene: Scene) -> Client:
    return the_public(scene.act)


def dashboard(scene: Scene, as_of: str | None = None) -> dict[str, Any]:
    found: dict[str, Any] = the_public(scene.act).ask(DASHBOARD, asOf=as_of)["dashboard"]
    return found


def ledger(client: Client, **filter: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.ask(LEDGER, filter=filter)["ledger"]["nodes"]
    return found


def test_a_city_without_a_gift_shows_zeros(scene: Scene) -> None:
    found = dashboard(scene, "2020-01-01")
    nothing = {"units": 0, "value": "0"}
    assert (found["asOf"], found["collaboratorCount"], found["openNeedCount"]) == ("2020-01-01", 0, 0)
    assert [found[name] for name in ("needed", "pledged", "delivered", "confirmed")] == [nothing] * 4
    assert (found["bySector"], found["byArea"]) == ([], [])


def test_the_three_measures_are_apart_and_worth_rupiah(scene: Scene) -> None:
    scene.confirm(scene.deliver(scene.place(10), 7)["delivery"], 5)
    for _ in range(2):
        found = dashboard(scene)
        assert found["needed"] == {"units": 100, "value": str(100 * 200_000)}
        assert found["pledged"] == {"units": 10, "value": str(10 * 200_000)}
        assert found["delivered"] == {"units": 7, "value": str(7 * 200_000)}
        assert found["confirmed"] == {"units": 5, "value": str(5 * 200_000)}
        run(lambda: cube.fold(scene.act))


def test_distinct_collaborators_are_counted_once_in_each_total(scene: Scene) -> None:
    act = scene.act
    a_sector(act, "UMKM")
    both = a_collaborator(act, "Dua Bidang", sectors=["PANGAN", "UMKM"])
    far = a_unit(act, ELSEWHERE)
    items = {"sector": "UMKM", "item": "MODAL_USAHA", "category": "MODAL_USAHA"}
    needs = [scene.need, a_need(act, a_unit(act, NEXT_DOOR)), a_need(act, far)]
    scene.place(1)
    giver = a_member(act, both)
    for need in needs:
        given = {"needId": id_of(need), "collaboratorId": id_of(both), "quantity": 2}
        assert giver.refused("pledgePlace", "pledge { id }", **given) == []
    # What somebody else needs in another sector; it counts without a pledge.
    a_need(act, far, 5, **items)
    found = dashboard(scene)
    assert (found["collaboratorCount"], found["openNeedCount"]) == (2, 4)
    assert found["bySector"] == [
        {"sector": "PANGAN", "collaboratorCount": 2, "openNeedCount": 3, "pledged": {"units": 7}},
        {"sector": "UMKM", "collaboratorCount": 0, "openNeedCount": 1, "pledged": {"units": 0}},
    ]
    assert found["byArea"] == [
        {"area": {"code": "31.71"}, "collaboratorCount": 2, "openNeedCount": 2, "pledged": {"units": 5}},
        {"area": {"code": "31.74"}, "collaboratorCount": 1, "openNeedCount": 2, "pledged": {"units": 2}},
    ]


def test_a_day_is_known_as_it_was_at_its_end(scene: Scene, clock: SetClock) -> None:
    # One second before and at midnight of 17 November in Jakarta.
    clock.instant = datetime(2026, 11, 16, 16, 59, 59, tzinfo=UTC)
    pledge = scene.place(100)
    clock.instant = datetime(2026, 11, 16, 17, 0, 0, tzinfo=UTC)
    scene.deliver(pledge, 100)
    before, after = dashboard(scene, "2026-11-16"), dashboard(scene, "2026-11-17")
    assert (before["pledged"]["units"], before["delivered"]["units"], before["openNeedCount"]) == (100, 0, 1)
    assert (after["pledged"]["units"], after["delivered"]["units"], after["openNeedCount"]) == (100, 100, 0)
    assert dashboard(scene, "9999-12-31") == after
    assert dashboard(scene, "0001-01-01")["needed"]["units"] == 0


def test_a_need_that_is_withdrawn_is_no_longer_open_and_was_before(scene: Scene, clock: SetClock) -> None:
    clock.advance(timedelta(days=1))
    contact = scene.now(scene.contact).act
    run(lambda: withdraw.withdraw(contact, scene.need.id, scene.need.version))
    assert NeedRow.get().state is NeedState.WITHDRAWN
    assert (dashboard(scene)["openNeedCount"], dashboard(scene)["needed"]["units"]) == (0, 0)
    assert dashboard(scene, "2026-11-16")["openNeedCount"] == 1


def test_the_ledger_sums_to_the_dashboard(scene: Scene, public: Client) -> None:
    scene.confirm(scene.deliver(scene.place(10), 7)["delivery"], 5)
    entries = ledger(public)
    assert [(one["kind"], one["quantity"]) for one in entries] == [
        ("CONFIRMED", 5),
        ("DELIVERED", 7),
        ("PLEDGED", 10),
        ("NEEDED", 100),
    ]
    shown = dashboard(scene)
    for kind in ("NEEDED", "PLEDGED", "DELIVERED", "CONFIRMED"):
        total = sum(one["quantity"] for one in ledger(public, kind=kind))
        assert total == shown[kind.lower()]["units"]
    assert entries[1]["collaborator"] == {"publicName": "Yayasan Peduli"}
    assert entries[1]["place"] == {"name": "Kelurahan 1002"}
    assert entries[3]["collaborator"] is None


def test_the_ledger_is_narrowed_and_paged(scene: Scene, public: Client, clock: SetClock) -> None:
    scene.place(1)
    clock.instant = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
    scene.place(2)
    a_need(scene.act, a_unit(scene.act, ELSEWHERE), 7)

    def quantities(**filter: Any) -> list[int]:
        return [one["quantity"] for one in ledger(public, **filter)]

    assert quantities(month="2026-11") == [1, 100]
    assert quantities(month="2026-12") == [7, 2]
    assert quantities(area="31.71") == [2, 1, 100]
    assert quantities(area="31.7") == []
    assert quantities(collaboratorId=id_of(scene.collaborator)) == [2, 1]
    assert quantities(needId=id_of(scene.need), kind="NEEDED") == [100]
    assert quantities(sector="UMKM") == quantities(item="TENDA") == []
    seen, after = [], None
    while True:
        page = public.ask(LEDGER, first=1, after=after)["ledger"]
        seen += [one["quantity"] for one in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert (seen, page["totalCount"]) == ([7, 2, 1, 100], 4)


@pytest.mark.parametrize(
    ("filter", "reason"),
    [
        ({"month": "2026-13"}, "BAD_MONTH"),
        ({"month": "0000-01"}, "BAD_MONTH"),
        ({"month": "2026-1"}, "BAD_MONTH"),
        ({"needId": "x"}, "BAD_ID"),
    ],
)
def test_a_filter_that_cannot_be_read_is_refused(public: Client, filter: dict[str, str], reason: str) -> None:
    context = Context(public.act, public.cookie)
    result = asyncio.run(SCHEMA.execute(LEDGER, variable_values={"filter": filter}, context_value=context))
    assert [one.extensions for one in result.errors or ()] == [{"code": "BAD_USER_INPUT", "reason": reason}]


def test_the_public_ledger_does_not_show_a_handful_of_households(scene: Scene, public: Client) -> None:
    scene.place(3)
    RecipientUnit.update(households=9).execute()
    assert ledger(public) == []
    assert len(ledger(scene.giver)) == LedgerEntry.select().count() == 2
    assert len(ledger(scene.contact)) == 2
    # The city's totals stand: they name no unit.
    assert dashboard(scene)["pledged"]["units"] == 3
