"""Reporting a hand-over, and the unit's word on it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from server.core.actor import MemberRole
from server.core.clock import SetClock
from server.core.platform import Platform
from server.core.roles import Role
from server.models.delivery import Confirmation, Delivery
from server.models.eligibility_decision import EligibilityDecision, Occasion
from server.models.ledger_entry import EntryKind, LedgerEntry
from server.models.pledge import Allocation, AllocationState, Pledge, PledgeState
from server.models.recipient import Recipient
from server.models.upload import Upload, UploadPurpose, UploadState
from tests.factories.account import a_member as join
from tests.factories.account import acting, an_account
from tests.factories.application import a_clean_upload
from tests.factories.gift import (
    Scene,
    a_collaborator,
    a_contact,
    a_member,
    a_recipient,
    a_scene,
    a_unit,
    an_officer,
    id_of,
)
from tests.schema.client import Client, the_public

OTHER_KK = "3174030105100029"


@pytest.fixture
def scene(platform: Platform) -> Scene:
    return a_scene(platform)


def codes(payload: dict[str, Any]) -> list[str]:
    return [one["code"] + (f":{one['reason']}" if "reason" in one else "") for one in payload["errors"]]


def posted(kind: EntryKind) -> list[int]:
    query = LedgerEntry.select().where(LedgerEntry.kind == kind).order_by(LedgerEntry.id)
    return [row.quantity for row in query]


def test_a_delivery_moves_what_was_set_aside(scene: Scene) -> None:
    pledge = scene.place(10)
    done = scene.deliver(pledge, 10, surplus=2, receiverRole="Ketua RW", note="  Lancar ")
    assert (done["errors"], done["delivery"]["state"]) == ([], "REPORTED")
    delivery = Delivery.get()
    assert (delivery.surplus, delivery.receiver_role, delivery.note) == (2, "Ketua RW", "Lancar")
    assert scene.counters() == (0, 10, 0)
    assert Pledge.get().state is PledgeState.DELIVERED
    assert posted(EntryKind.DELIVERED) == [10]


def test_a_part_keeps_the_rest(scene: Scene) -> None:
    pledge = scene.place(10)
    scene.deliver(pledge, 4)
    assert scene.counters() == (6, 4, 0)
    assert Pledge.get().state is PledgeState.ACCEPTED
    assert codes(scene.deliver(pledge, 7)) == ["INSUFFICIENT_REMAINING"]
    assert codes(scene.deliver(pledge, 6)) == []
    assert codes(scene.deliver(pledge, 1)) == ["PLEDGE_NOT_OPEN"]
    assert scene.counters() == (0, 10, 0)
    assert posted(EntryKind.DELIVERED) == [4, 6]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"quantity": 0}, "INVALID_INPUT:NOT_POSITIVE"),
        ({"surplus": -1}, "INVALID_INPUT:NEGATIVE"),
        ({"surplus": 2_000_000_000}, "INVALID_INPUT:TOO_LARGE"),
        ({"deliveredAt": "2026-11-16T09:06:00+07:00"}, "INVALID_INPUT:DATE_FUTURE"),
        ({"deliveredAt": "2026-11-15T23:59:00+07:00"}, "INVALID_INPUT:DATE_BEFORE_PLEDGE"),
        ({"note": "x" * 1001}, "INVALID_INPUT:TOO_LONG"),
        ({"receiverRole": "x" * 65}, "INVALID_INPUT:TOO_LONG"),
        ({"proofId": "x"}, "NOT_FOUND"),
        ({"allocationIds": ["x"]}, "NOT_FOUND"),
    ],
)
def test_what_cannot_have_been_handed_over_is_refused(scene: Scene, given: dict[str, Any], code: str) -> None:
    pledge = scene.place(10)
    assert codes(scene.deliver(pledge, **{"quantity": 1, **given})) == [code]
    assert scene.counters() == (10, 0, 0)
    assert not Delivery.select().exists()
    assert posted(EntryKind.DELIVERED) == []


def test_a_clock_that_is_a_little_fast_is_forgiven(scene: Scene) -> None:
    done = scene.deliver(scene.place(1), 1, deliveredAt="2026-11-16T09:04:00+07:00")
    assert done["errors"] == []
    assert Delivery.get().delivered_at == scene.act.now


def test_a_lapsed_pledge_cannot_be_delivered(scene: Scene, clock: SetClock) -> None:
    pledge = scene.place(10)
    clock.advance(timedelta(days=30))
    assert codes(scene.deliver(pledge, 10)) == ["PLEDGE_NOT_OPEN"]
    assert scene.counters() == (10, 0, 0)


def test_the_proof_is_ones_own_clean_upload(scene: Scene, platform: Platform) -> None:
    account = an_account(platform)
    join(platform, account, scene.collaborator.id, MemberRole.MEMBER)
    giver = Client(acting(platform, account))
    proof = a_clean_upload(giver.act, UploadPurpose.PROOF)
    pledge = scene.place(10)
    given = {"pledgeId": pledge["id"], "quantity": 1, "deliveredAt": scene.act.now.isoformat()}
    assert codes(scene.deliver(pledge, 1, proofId=id_of(proof))) == ["NOT_FOUND"]
    Upload.update(state=UploadState.QUARANTINED).execute()
    refused = giver.refused("deliveryReport", "delivery { id }", **given, proofId=id_of(proof))
    assert refused == ["INVALID_INPUT:UPLOAD_UNCHECKED"]
    Upload.update(state=UploadState.CLEAN).execute()
    done = giver.do("deliveryReport", "delivery { id proof { id url } }", **given, proofId=id_of(proof))
    assert done["delivery"]["proof"] == {"id": id_of(proof), "url": f"/uploads/{proof.id}"}
    document = "query($id: ID!) { delivery(id: $id) { proof { id } } }"
    assert scene.contact.ask(document, id=done["delivery"]["id"])["delivery"]["proof"] == {"id": id_of(proof)}
    assert the_public(scene.act).ask(document, id=done["delivery"]["id"]) == {"delivery": {"proof": None}}


def test_who_may_report(scene: Scene) -> None:
    pledge = scene.place(10)
    given = {"pledgeId": pledge["id"], "quantity": 1, "deliveredAt": scene.act.now.isoformat()}
    assert scene.contact.refused("deliveryReport", "delivery { id }", **given) == ["NOT_PERMITTED:NO_GRANT"]
    stranger = a_member(scene.act, a_collaborator(scene.act, "Lain"))
    assert stranger.refused("deliveryReport", "delivery { id }", **given) == ["NOT_FOUND"]
    elsewhere = an_officer(scene.act, Role.FIELD_OFFICER, "31.74")
    assert elsewhere.refused("deliveryReport", "delivery { id }", **given) == ["NOT_FOUND"]
    assert the_public(scene.act).refused("deliveryReport", "delivery { id }", **given) == [
        "NOT_PERMITTED:SIGN_IN_FIRST"
    ]
    assert scene.counters() == (10, 0, 0)
    here = an_officer(scene.act, Role.FIELD_OFFICER, "31.71")
    assert here.refused("deliveryReport", "delivery { id }", **given) == []


def test_parts_are_named_while_others_are_still_to_come(scene: Scene) -> None:
    pledge = scene.place(3)
    parts = [
        scene.allot(pledge, a_recipient(scene.act, scene.unit, kk))["allocation"]["id"]
        for kk in ("3174030105100012", OTHER_KK)
    ]
    assert codes(scene.deliver(pledge, 2)) == ["INVALID_INPUT:ALLOCATIONS_NEEDED"]
    assert codes(scene.deliver(pledge, 1, allocationIds=parts)) == ["INVALID_INPUT:MORE_THAN_HANDED_OVER"]
    # One of the three is for nobody in particular.
    assert codes(scene.deliver(pledge, 1)) == []
    assert codes(scene.deliver(pledge, 1, allocationIds=parts[:1])) == []
    assert {row.state for row in Allocation.select()} == {AllocationState.DELIVERED, AllocationState.HELD}
    assert codes(scene.deliver(pledge, 1, allocationIds=parts[:1])) == ["NOT_FOUND"]
    # The last of a pledge is for all who are left.
    assert codes(scene.deliver(pledge, 1)) == []
    assert {row.state for row in Allocation.select()} == {AllocationState.DELIVERED}


def test_recipients_are_judged_again_before_delivery(scene: Scene) -> None:
    pledge = scene.place(1)
    scene.allot(pledge, a_recipient(scene.act, scene.unit))
    Recipient.update(facts={"domisili_dki": False}).execute()
    assert codes(scene.deliver(pledge, 1)) == ["NOT_ELIGIBLE"]
    assert scene.counters() == (1, 0, 0)
    assert Allocation.get().state is AllocationState.HELD
    kept = EligibilityDecision.get(EligibilityDecision.occasion == Occasion.DELIVERY)
    assert kept.verdict == "NOT_ELIGIBLE"


def test_a_repeated_report_is_one_delivery(scene: Scene) -> None:
    pledge = scene.place(10)
    at = scene.act.now.isoformat()
    first, second = (scene.deliver(pledge, 3, deliveredAt=at, idempotencyKey="a") for _ in range(2))
    assert first == second
    assert scene.counters() == (7, 3, 0)
    assert codes(scene.deliver(pledge, 4, deliveredAt=at, idempotencyKey="a")) == ["IDEMPOTENCY_KEY_REUSED"]
    given = {"pledgeId": pledge["id"], "quantity": 1, "deliveredAt": at}
    assert scene.giver.rehearse("deliveryReport", "delivery { state }", **given)["errors"] == []
    assert scene.counters() == (7, 3, 0)
    assert Delivery.select().count() == 1


def test_the_unit_confirms_in_parts(scene: Scene) -> None:
    delivery = scene.deliver(scene.place(10), 10)["delivery"]
    first = scene.confirm(delivery, 6, note="Sisanya besok")
    assert first["delivery"] == {**delivery, "confirmed": 6, "version": 2}
    assert codes(scene.confirm(first["delivery"], 5)) == ["MORE_THAN_DELIVERED"]
    second = scene.confirm(first["delivery"], 4)
    assert second["delivery"] == {**delivery, "state": "CONFIRMED", "confirmed": 10, "version": 3}
    assert codes(scene.confirm(second["delivery"], 1)) == ["DELIVERY_NOT_OPEN"]
    assert scene.counters() == (0, 10, 10)
    assert Pledge.get().confirmed == 10
    assert posted(EntryKind.CONFIRMED) == [6, 4]
    assert [row.quantity for row in Confirmation.select().order_by(Confirmation.id)] == [6, 4]


def test_confirming_is_refused_without_a_trace(scene: Scene) -> None:
    delivery = scene.deliver(scene.place(10), 10)["delivery"]
    assert codes(scene.confirm(delivery, 0)) == ["INVALID_INPUT:NOT_POSITIVE"]
    assert codes(scene.confirm(delivery, 11)) == ["MORE_THAN_DELIVERED"]
    assert codes(scene.confirm({**delivery, "version": 2}, 1)) == ["VERSION_CONFLICT"]
    given = {"deliveryId": delivery["id"], "expectedVersion": 1, "quantity": 1}
    other = a_contact(scene.act, a_unit(scene.act, rw=None, name="RW 002"))
    for client, code in (
        (scene.giver, "NOT_PERMITTED:NO_GRANT"),
        (other, "NOT_PERMITTED:NO_GRANT"),
        (the_public(scene.act), "NOT_PERMITTED:SIGN_IN_FIRST"),
    ):
        assert client.refused("deliveryConfirm", "delivery { id }", **given) == [code]
    assert scene.contact.rehearse("deliveryConfirm", "delivery { confirmed }", **given)["errors"] == []
    assert scene.counters() == (0, 10, 0)
    assert not Confirmation.select().exists()


def test_a_repeated_confirmation_counts_once(scene: Scene) -> None:
    delivery = scene.deliver(scene.place(10), 10)["delivery"]
    first, second = (scene.confirm(delivery, 4, idempotencyKey="a") for _ in range(2))
    assert first == second
    assert scene.counters() == (0, 10, 4)
    assert codes(scene.confirm(delivery, 5, idempotencyKey="a")) == ["IDEMPOTENCY_KEY_REUSED"]


def test_a_dispute_stops_the_clock_and_keeps_what_was_confirmed(scene: Scene) -> None:
    delivery = scene.deliver(scene.place(10), 10)["delivery"]
    then = scene.confirm(delivery, 6)["delivery"]
    given = {"deliveryId": delivery["id"], "expectedVersion": then["version"]}
    selection = "delivery { state confirmed confirmations { quantity isDispute note } }"
    assert scene.contact.refused("deliveryDispute", selection, **given, note="  ") == ["INVALID_INPUT:REQUIRED"]
    assert scene.giver.refused("deliveryDispute", selection, **given, note="?") == ["NOT_PERMITTED:NO_GRANT"]
    stale = {**given, "expectedVersion": 1}
    assert scene.contact.refused("deliveryDispute", selection, **stale, note="Kurang") == ["VERSION_CONFLICT"]
    assert scene.contact.rehearse("deliveryDispute", selection, **given, note="Kurang 4")["errors"] == []
    done = scene.contact.do("deliveryDispute", selection, **given, note="Kurang 4", idempotencyKey="a")
    assert done["delivery"]["state"] == "DISPUTED"
    assert done["delivery"]["confirmations"][1] == {"quantity": 0, "isDispute": True, "note": "Kurang 4"}
    again = scene.contact.do("deliveryDispute", selection, **given, note="Kurang 4", idempotencyKey="a")
    assert again == done
    assert codes(scene.confirm({**delivery, "version": 3}, 1)) == ["DELIVERY_NOT_OPEN"]
    assert scene.contact.refused("deliveryDispute", selection, **given, note="Lagi") == ["DELIVERY_NOT_OPEN"]
    assert scene.counters() == (0, 10, 6)
    assert Confirmation.select().count() == 2


def test_who_gives_or_hands_over_does_not_confirm(scene: Scene) -> None:
    reporter = scene.giver.act.actor
    scene.deliver(scene.place(4), 4)
    delivery = {"id": id_of(Delivery.get()), "version": 1}
    unit = frozenset({scene.unit.id})
    for name, actor in {
        "reporter": replace(reporter, units=unit, organisations={}),
        "colleague": replace(scene.contact.act.actor, organisations=reporter.organisations),
    }.items():
        both = Client(replace(scene.contact.act, actor=actor))
        given = {"deliveryId": delivery["id"], "expectedVersion": 1}
        own = ["NOT_PERMITTED:OWN_DELIVERY"]
        assert both.refused("deliveryConfirm", "__typename", quantity=4, **given) == own, name
        seen = "query($id: ID!) { delivery(id: $id) { viewerCanConfirm { allowed } } }"
        assert both.ask(seen, id=delivery["id"])["delivery"]["viewerCanConfirm"] == {"allowed": False}
    assert scene.counters() == (0, 4, 0)
    assert scene.confirm(delivery, 4)["errors"] == []
