"""Allotting parts of a pledge: eligibility, overlap in calendar and rolling windows, what the pledge has left."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from server.core.clock import SetClock
from server.core.errors import NotFound
from server.core.platform import Platform
from server.models.eligibility_decision import EligibilityDecision
from server.models.pledge import Allocation, AllocationState, Slot, SlotSpan
from server.models.recipient import Recipient, RecipientState
from tests.factories.gift import (
    MONTHLY,
    Scene,
    a_contact,
    a_need,
    a_recipient,
    a_scene,
    a_unit,
    id_of,
    somebody,
)
from tests.schema.client import the_public

OTHER_KK = "3174030105100029"
ROLLING: tuple[dict[str, object]] = (
    {"key": "HOUSEHOLD", "category": "SEMBAKO", "window": "ROLLING_DAYS", "length": 14},
)
SELECTION = "allocation { id } warnings"
OVERLAP = """mutation Go($input: PledgeAllocateInput!) { pledgeAllocate(input: $input) {
    errors { ... on OverlapError { code message window period nextFree path } } } }"""


@pytest.fixture
def scene(platform: Platform) -> Scene:
    return a_scene(platform, MONTHLY)


def codes(payload: dict[str, Any]) -> list[str]:
    return [one["code"] + (f":{one['reason']}" if "reason" in one else "") for one in payload["errors"]]


def overlap(scene: Scene, pledge: dict[str, Any], recipient: Recipient) -> dict[str, Any]:
    given = {"pledgeId": pledge["id"], "recipientId": id_of(recipient), "quantity": 1}
    (error,) = scene.now(scene.giver).ask(OVERLAP, input=given)["pledgeAllocate"]["errors"]
    found: dict[str, Any] = error
    return found


def test_a_part_is_allotted_judged_and_takes_its_slot(scene: Scene) -> None:
    recipient = a_recipient(scene.act, scene.unit)
    done = scene.allot(scene.place(), recipient, 2)
    assert (done["errors"], done["allocation"]["state"], done["allocation"]["quantity"]) == ([], "HELD", 2)
    assert done["warnings"] == []
    slot = Slot.get()
    assert recipient.kk_index is not None
    place = ("PANGAN", "HOUSEHOLD", bytes(recipient.kk_index).hex(), "SEMBAKO", "2026-11", 1)
    assert (slot.sector, slot.key_kind, slot.key, slot.category, slot.period, slot.ordinal) == place
    decision = EligibilityDecision.get()
    assert (decision.verdict, decision.occasion.value) == ("ELIGIBLE", "ALLOCATION")
    assert Allocation.get().decision == decision.id


def test_a_household_has_its_share_once_a_month(scene: Scene, clock: SetClock) -> None:
    recipient, twin = a_recipient(scene.act, scene.unit), a_recipient(scene.act, scene.unit)
    assert codes(scene.allot(scene.place(), recipient)) == []
    # The same family card is the same household, under whatever record and pledge.
    error = overlap(scene, scene.place(), twin)
    assert (error["code"], error["window"], error["period"]) == ("OVERLAP", "MONTH", "2026-11")
    assert (error["nextFree"], error["path"]) == ("2026-12-01", ["input", "recipientId"])
    assert "1 December 2026" in error["message"]
    assert "Yayasan" not in error["message"]
    assert Allocation.select().count() == Slot.select().count() == 1
    # The last minute of November in Jakarta, and the first of December.
    clock.instant = datetime(2026, 11, 30, 16, 59, tzinfo=UTC)
    assert codes(scene.allot(scene.place(), twin)) == ["OVERLAP"]
    clock.instant = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
    assert codes(scene.allot(scene.place(), twin)) == []


def test_a_gift_that_is_scheduled_counts_in_its_own_month(scene: Scene) -> None:
    recipient, twin = a_recipient(scene.act, scene.unit), a_recipient(scene.act, scene.unit)
    assert codes(scene.allot(scene.place(), recipient)) == []
    assert codes(scene.allot(scene.place(scheduledOn="2026-12-10"), twin)) == []
    # November is taken and so is December.
    assert overlap(scene, scene.place(), a_recipient(scene.act, scene.unit))["nextFree"] == "2027-01-01"


def test_a_rolling_window_ends_to_the_instant(platform: Platform, clock: SetClock) -> None:
    scene = a_scene(platform, ROLLING)
    recipient, twin = a_recipient(scene.act, scene.unit), a_recipient(scene.act, scene.unit)
    assert codes(scene.allot(scene.place(), recipient)) == []
    clock.advance(timedelta(days=14) - timedelta(seconds=1))
    error = overlap(scene, scene.place(), twin)
    assert (error["window"], error["nextFree"]) == ("ROLLING_DAYS:14", "2026-11-30")
    clock.advance(timedelta(seconds=1))
    assert codes(scene.allot(scene.place(), twin)) == []
    assert SlotSpan.select().count() == 2


@pytest.mark.parametrize(
    "rules",
    [
        [{"window": "MONTH", "maximum": 2}],
        [{"window": "ROLLING_DAYS", "length": 7}, {"window": "ROLLING_DAYS", "length": 30}],
    ],
    ids=["two a month", "two rolling rules"],
)
def test_rules_of_one_key_do_not_meddle(
    platform: Platform, rules: Sequence[dict[str, object]], clock: SetClock
) -> None:
    scene = a_scene(platform, [{"key": "HOUSEHOLD", "category": "SEMBAKO", **rule} for rule in rules])
    households = [a_recipient(scene.act, scene.unit) for _ in range(3)]
    assert codes(scene.allot(scene.place(), households[0])) == []
    clock.advance(timedelta(days=8))
    again = codes(scene.allot(scene.place(), households[1]))
    # The longer of two rolling windows holds the shorter one.
    assert again == ([] if len(rules) == 1 else ["OVERLAP"])
    assert codes(scene.allot(scene.place(), households[2])) == ["OVERLAP"]


def test_a_rule_that_warns_refuses_nothing_and_says_so(platform: Platform, clock: SetClock) -> None:
    told: dict[str, object] = {
        "key": "HOUSEHOLD",
        "category": "SEMBAKO",
        "window": "ROLLING_DAYS",
        "length": 14,
        "action": "WARN",
    }
    weekly: dict[str, object] = {"key": "HOUSEHOLD", "category": "SEMBAKO", "window": "WEEK"}
    scene = a_scene(platform, [weekly, told])
    households = [a_recipient(scene.act, scene.unit) for _ in range(4)]
    assert scene.allot(scene.place(), households[0])["warnings"] == []
    for household in households[1:3]:
        # The second share prolongs what the third is warned by.
        clock.advance(timedelta(days=10))
        done = scene.allot(scene.place(), household)
        assert (done["errors"], done["warnings"]) == ([], ["ROLLING_DAYS:14"])
    clock.advance(timedelta(days=14))
    assert scene.allot(scene.place(), households[3])["warnings"] == []


def test_cancelling_frees_the_slot_and_a_delivered_part_keeps_it(scene: Scene) -> None:
    recipient, twin = a_recipient(scene.act, scene.unit), a_recipient(scene.act, scene.unit)
    pledge = scene.place()
    scene.allot(pledge, recipient)
    scene.cancel(pledge)
    assert not Slot.select().exists()
    assert Allocation.get().state is AllocationState.RELEASED
    second = scene.place(5)
    part = scene.allot(second, twin)["allocation"]
    done = scene.deliver(second, 2, allocationIds=[part["id"]])
    assert done["errors"] == []
    scene.cancel({**second, "version": second["version"] + 1})
    assert Slot.select().count() == 1
    assert codes(scene.allot(scene.place(), recipient)) == ["OVERLAP"]


def test_a_pledge_gives_no_more_than_it_has(scene: Scene) -> None:
    one, other = a_recipient(scene.act, scene.unit), a_recipient(scene.act, scene.unit, OTHER_KK)
    pledge = scene.place(3)
    assert codes(scene.allot(pledge, one, 2)) == []
    assert codes(scene.allot(pledge, other, 2)) == ["INSUFFICIENT_REMAINING"]
    assert codes(scene.allot(pledge, other, 0)) == ["INVALID_INPUT:NOT_POSITIVE"]
    assert codes(scene.allot(pledge, one, 1)) == ["ALREADY_ALLOCATED"]
    # What was handed over to nobody in particular is gone as well.
    scene.deliver(pledge, 1)
    assert codes(scene.allot(pledge, other, 1)) == ["INSUFFICIENT_REMAINING"]
    assert Allocation.select().count() == 1


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"facts": {"domisili_dki": False}}, "NOT_ELIGIBLE"),
        ({"facts": {}}, "NEEDS_DATA"),
        ({"kk": ""}, "NEEDS_DATA"),
        ({"state": RecipientState.ENDED}, "INVALID_INPUT:RECIPIENT_ENDED"),
    ],
)
def test_who_may_not_have_it_is_refused_and_nothing_changes(scene: Scene, columns: dict[str, Any], code: str) -> None:
    recipient = a_recipient(scene.act, scene.unit, **columns)
    assert codes(scene.allot(scene.place(), recipient)) == [code]
    assert not Allocation.select().exists()
    assert not Slot.select().exists()
    # Why the rules refused stays on record.
    judged = columns.get("facts") is not None
    assert [row.verdict for row in EligibilityDecision.select()] == ([code] if judged else [])


def test_recipients_of_others_and_pledges_that_ended_are_refused(scene: Scene, clock: SetClock) -> None:
    elsewhere = a_recipient(scene.act, a_unit(scene.act, rw=None, name="RW 002"))
    pledge = scene.place()
    assert codes(scene.allot(pledge, elsewhere)) == ["NOT_FOUND"]
    recipient = a_recipient(scene.act, scene.unit)
    clock.advance(timedelta(days=30))
    # Lapsed, though nothing has swept it yet.
    assert codes(scene.allot(pledge, recipient)) == ["PLEDGE_NOT_OPEN"]
    assert not Allocation.select().exists()


def test_who_has_nothing_to_do_with_it_finds_no_pledge(scene: Scene) -> None:
    recipient, pledge = a_recipient(scene.act, scene.unit), scene.place()
    given = {"pledgeId": pledge["id"], "recipientId": id_of(recipient), "quantity": 1}
    other_unit = a_contact(scene.act, a_unit(scene.act, rw=None, name="RW 002"))
    assert other_unit.refused("pledgeAllocate", SELECTION, **given) == [NotFound.code]
    nobody = somebody(scene.act)
    assert nobody.refused("pledgeAllocate", SELECTION, **given) == ["NOT_PERMITTED:NO_GRANT"]
    assert the_public(scene.act).refused("pledgeAllocate", SELECTION, **given) == ["NOT_PERMITTED:SIGN_IN_FIRST"]
    assert not Allocation.select().exists()
    assert scene.contact.do("pledgeAllocate", SELECTION, **given)["errors"] == []


def test_a_repeat_is_answered_and_not_carried_out(scene: Scene) -> None:
    recipient, pledge = a_recipient(scene.act, scene.unit), scene.place()
    first = scene.allot(pledge, recipient, idempotencyKey="a")
    second = scene.allot(pledge, recipient, idempotencyKey="a")
    assert first["allocation"]["id"] == second["allocation"]["id"]
    assert Allocation.select().count() == 1
    # A refusal that carries a day comes back as it was.
    other = scene.place()
    refused = scene.allot(other, a_recipient(scene.act, scene.unit), idempotencyKey="b")
    assert codes(refused) == ["OVERLAP"]


def test_a_replayed_overlap_names_the_same_day(scene: Scene) -> None:
    scene.allot(scene.place(), a_recipient(scene.act, scene.unit))
    pledge, twin = scene.place(), a_recipient(scene.act, scene.unit)
    given = {"pledgeId": pledge["id"], "recipientId": id_of(twin), "quantity": 1, "idempotencyKey": "a"}
    first, second = (scene.giver.ask(OVERLAP, input=given) for _ in range(2))
    assert first == second
    assert first["pledgeAllocate"]["errors"][0]["nextFree"] == "2026-12-01"


def test_a_dry_run_takes_no_slot(scene: Scene) -> None:
    recipient, pledge = a_recipient(scene.act, scene.unit), scene.place()
    given = {"pledgeId": pledge["id"], "recipientId": id_of(recipient), "quantity": 1}
    assert scene.giver.rehearse("pledgeAllocate", SELECTION, **given)["errors"] == []
    assert not Allocation.select().exists()
    assert not Slot.select().exists()


def test_two_needs_of_one_unit_share_the_window(scene: Scene) -> None:
    other = a_need(scene.act, scene.unit, period="2026-12")
    recipient, twin = a_recipient(scene.act, scene.unit), a_recipient(scene.act, scene.unit)
    assert codes(scene.allot(scene.place(), recipient)) == []
    assert codes(scene.allot(scene.place(need=other), twin)) == ["OVERLAP"]
