"""Who sees pledges, parts, deliveries and collaborators; what the preview says and leaves alone."""

import logging
from datetime import date
from typing import Any

import pytest

from server.core.clock import SetClock
from server.core.platform import Platform
from server.core.roles import Role
from server.models.collaborator import Collaborator, CollaboratorState
from server.models.need import Need, NeedState
from server.models.recipient_unit import RecipientUnit
from server.services.pledges.terms import HOLD
from tests.factories.gift import (
    MONTHLY,
    Scene,
    a_collaborator,
    a_contact,
    a_member,
    a_recipient,
    a_scene,
    a_unit,
    an_officer,
    id_of,
    somebody,
)
from tests.schema.client import Client, the_public

PLEDGE = "query($id: ID!) { pledge(id: $id) { id } node(id: $id) { id } pledges { totalCount nodes { id } } }"
DELIVERY = """query($id: ID!) { delivery(id: $id) {
    quantity state note receiverRole collaborator { publicName } need { id } pledge { id }
    confirmations { quantity note } viewerCanConfirm { allowed code } } deliveries { totalCount } }"""
PREVIEW = """query($need: ID!, $giver: ID!, $quantity: Int!, $day: Date) {
    pledgePreview(needId: $need, collaboratorId: $giver, quantity: $quantity, scheduledOn: $day) {
        wouldBeAccepted remaining verdict registeredRecipients eligibleRecipients expiresAt
        problems { code path } overlaps { window recipients nextFree refuses } } }"""


@pytest.fixture
def scene(platform: Platform) -> Scene:
    return a_scene(platform, MONTHLY)


def sees(client: Client, pledge: dict[str, Any]) -> bool:
    found = client.ask(PLEDGE, id=pledge["id"])
    there = {"id": pledge["id"]}
    everything = {"pledge": there, "node": there, "pledges": {"totalCount": 1, "nodes": [there]}}
    nothing = {"pledge": None, "node": None, "pledges": {"totalCount": 0, "nodes": []}}
    assert found in (everything, nothing)
    return bool(found == everything)


def test_a_pledge_is_its_parties_and_those_who_look_after_the_need(scene: Scene) -> None:
    act, pledge = scene.act, scene.place(3)
    assert sees(scene.giver, pledge)
    assert sees(scene.contact, pledge)
    for role in (Role.VERIFIER, Role.APPROVER, Role.BUREAU, Role.SUPERVISOR, Role.FIELD_OFFICER, Role.AUDITOR):
        assert sees(an_officer(act, role, "31.71"), pledge), role
        assert not sees(an_officer(act, role, "31.74"), pledge), role
    for role in (Role.SYSADMIN, Role.PARTNER):
        assert not sees(an_officer(act, role), pledge), role
    assert not sees(the_public(act), pledge)
    assert not sees(somebody(act), pledge)
    assert not sees(a_member(act, a_collaborator(act, "Lain")), pledge)
    assert not sees(a_contact(act, a_unit(act, rw=None, name="RW 002")), pledge)


def test_whose_part_it_is_is_read_with_a_note(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    recipient = a_recipient(scene.act, scene.unit)
    part = scene.allot(scene.place(3), recipient)["allocation"]
    document = "query($id: ID!) { node(id: $id) { ... on Allocation { recipient { id } } } }"
    with caplog.at_level(logging.INFO, "server.personal_data"):
        scene.giver.ask(document, id=part["id"])
        assert caplog.records == []
        scene.contact.ask(document, id=part["id"])
    (said,) = [record.getMessage() for record in caplog.records]
    assert str(recipient.id) in said


def test_whose_part_it_is_only_those_who_may_see_recipients_learn(scene: Scene) -> None:
    pledge, recipient = scene.place(3), a_recipient(scene.act, scene.unit)
    part = scene.allot(pledge, recipient)["allocation"]
    document = "query($id: ID!) { node(id: $id) { id ... on Allocation { quantity recipient { id } } } }"
    shown = {"id": part["id"], "quantity": 1}
    assert scene.contact.ask(document, id=part["id"])["node"] == {**shown, "recipient": {"id": id_of(recipient)}}
    assert scene.giver.ask(document, id=part["id"])["node"] == {**shown, "recipient": None}
    assert the_public(scene.act).ask(document, id=part["id"]) == {"node": None}


def test_a_pledge_tells_what_the_viewer_may_do_with_it(scene: Scene, clock: SetClock) -> None:
    pledge = scene.place(3)
    abilities = ("viewerCanCancel", "viewerCanAllocate", "viewerCanReportDelivery")
    each = " ".join(f"{name} {{ allowed code message }}" for name in abilities)
    document = f"query($id: ID!) {{ pledge(id: $id) {{ state {each} }} }}"

    def allowed(client: Client) -> list[bool]:
        found = scene.now(client).ask(document, id=pledge["id"])["pledge"]
        assert all(found[name]["allowed"] or found[name]["message"] for name in abilities)
        return [found[name]["allowed"] for name in abilities]

    assert allowed(scene.giver) == [True, True, True]
    assert allowed(scene.contact) == [False, True, False]
    assert allowed(an_officer(scene.act, Role.FIELD_OFFICER)) == [False, False, True]
    clock.advance(HOLD)
    assert allowed(scene.giver) == [False, False, False]
    found = scene.now(scene.giver).ask(document, id=pledge["id"])["pledge"]
    assert (found["state"], found["viewerCanCancel"]["code"]) == ("EXPIRED", "PLEDGE_NOT_OPEN")


def test_the_public_sees_who_gave_what_and_not_what_was_noted(scene: Scene) -> None:
    delivery = scene.deliver(scene.place(10), 7, note="Hubungi Bu Tuti", receiverRole="Ketua RW")["delivery"]
    scene.confirm(delivery, 7, note="Lengkap")
    public = the_public(scene.act).ask(DELIVERY, id=delivery["id"])
    assert public["deliveries"] == {"totalCount": 1}
    assert public["delivery"] == {
        "quantity": 7,
        "state": "CONFIRMED",
        "note": None,
        "receiverRole": None,
        "collaborator": {"publicName": "Yayasan Peduli"},
        "need": {"id": id_of(scene.need)},
        "pledge": None,
        "confirmations": [{"quantity": 7, "note": None}],
        "viewerCanConfirm": {"allowed": False, "code": "NOT_PERMITTED"},
    }
    for client in (scene.giver, scene.contact, an_officer(scene.act, Role.AUDITOR)):
        mine = client.ask(DELIVERY, id=delivery["id"])["delivery"]
        assert (mine["note"], mine["receiverRole"]) == ("Hubungi Bu Tuti", "Ketua RW")
        assert mine["confirmations"] == [{"quantity": 7, "note": "Lengkap"}]
        assert mine["pledge"] is not None


@pytest.mark.parametrize("hide", [{"households": 9}, None])
def test_a_delivery_is_hidden_with_its_need(scene: Scene, hide: dict[str, int] | None) -> None:
    delivery = scene.deliver(scene.place(10), 7)["delivery"]
    if hide:
        RecipientUnit.update(**hide).execute()
    else:
        Need.update(state=NeedState.WITHDRAWN).execute()
    nothing = {"delivery": None, "deliveries": {"totalCount": 0}}
    assert the_public(scene.act).ask(DELIVERY, id=delivery["id"]) == nothing
    assert scene.giver.ask(DELIVERY, id=delivery["id"])["deliveries"] == {"totalCount": 1}


def test_deliveries_and_pledges_are_narrowed(scene: Scene) -> None:
    pledge = scene.place(10)
    scene.deliver(pledge, 7)
    document = """query($d: DeliveryFilter, $p: PledgeFilter) {
        deliveries(filter: $d) { totalCount } pledges(filter: $p) { totalCount } }"""
    other = id_of(a_collaborator(scene.act, "Lain"))
    need, mine = id_of(scene.need), id_of(scene.collaborator)

    def counted(d: dict[str, Any], p: dict[str, Any]) -> tuple[int, int]:
        found = scene.giver.ask(document, d=d, p=p)
        return found["deliveries"]["totalCount"], found["pledges"]["totalCount"]

    assert counted({"area": "31.71"}, {"needId": need}) == (1, 1)
    assert counted({"area": "31.74"}, {"collaboratorId": other}) == (0, 0)
    assert counted({"needId": need, "sector": "PANGAN", "pledgeId": pledge["id"]}, {"state": "ACCEPTED"}) == (1, 1)
    assert counted({"collaboratorId": other}, {"state": "CANCELLED"}) == (0, 0)
    assert counted({"collaboratorId": mine, "state": "REPORTED"}, {"collaboratorId": mine}) == (1, 1)
    assert counted({"state": "DISPUTED"}, {}) == (0, 1)


def test_collaborators_are_public_by_name_and_their_form_is_not_there(scene: Scene) -> None:
    late = a_collaborator(scene.act, "Aksi Cepat", licence_expires_on=date(2026, 11, 15))
    Collaborator.update(state=CollaboratorState.SUSPENDED).where(Collaborator.id == scene.collaborator.id).execute()
    scene_of = "query($sector: String) { collaborators(sector: $sector) { nodes { publicName kind sectors state } } }"
    public = the_public(scene.act)
    assert public.ask(scene_of)["collaborators"]["nodes"] == [
        {"publicName": "Aksi Cepat", "kind": "FOUNDATION", "sectors": ["PANGAN"], "state": "EXPIRED"},
        {"publicName": "Yayasan Peduli", "kind": "FOUNDATION", "sectors": ["PANGAN"], "state": "SUSPENDED"},
    ]
    assert public.ask(scene_of, sector="PANGAN")["collaborators"]["nodes"] == []
    Collaborator.update(state=CollaboratorState.ACTIVE).execute()
    scene.place(1)
    assert [one["publicName"] for one in public.ask(scene_of, sector="PANGAN")["collaborators"]["nodes"]] == [
        "Yayasan Peduli"
    ]
    one = public.ask("query($id: ID!) { collaborator(id: $id) { publicName } }", id=id_of(late))
    assert one == {"collaborator": {"publicName": "Aksi Cepat"}}
    fields = scene.giver.ask('{ __type(name: "Collaborator") { fields { name } } }')
    names = {one["name"] for one in fields["__type"]["fields"]}
    assert names == {"id", "kind", "publicName", "sectors", "state", "approvedAt", "isSynthetic"}


def preview(scene: Scene, client: Client, quantity: int = 5, day: str | None = None) -> Any:
    keys = {"need": id_of(scene.need), "giver": id_of(scene.collaborator)}
    return client.ask(PREVIEW, **keys, quantity=quantity, day=day)["pledgePreview"]


def test_a_preview_says_what_a_pledge_would_meet_and_changes_nothing(scene: Scene) -> None:
    households = [a_recipient(scene.act, scene.unit, f"31740301051000{number}") for number in (12, 13, 14)]
    a_recipient(scene.act, scene.unit, "3174030105100099", verdict="NOT_ELIGIBLE")
    pledge = scene.place(40)
    scene.allot(pledge, households[0])
    before = scene.counters()
    found = preview(scene, scene.giver, 60)
    assert (found["wouldBeAccepted"], found["remaining"], found["verdict"]) == (True, 60, "ELIGIBLE")
    assert (found["registeredRecipients"], found["eligibleRecipients"], found["problems"]) == (4, 3, [])
    assert found["overlaps"] == [{"window": "MONTH", "recipients": 1, "nextFree": "2026-12-01", "refuses": True}]
    assert preview(scene, scene.giver, 60, "2026-12-05")["overlaps"] == []
    refused = preview(scene, scene.giver, 61, "2026-11-01")
    assert refused["wouldBeAccepted"] is False
    assert [one["code"] for one in refused["problems"]] == ["INVALID_INPUT", "INSUFFICIENT_REMAINING"]
    assert scene.counters() == before


def test_a_preview_counts_what_has_lapsed_as_free(scene: Scene, clock: SetClock) -> None:
    scene.place(100)
    assert preview(scene, scene.giver)["remaining"] == 0
    clock.advance(HOLD)
    found = preview(scene, scene.now(scene.giver))
    assert (found["remaining"], found["wouldBeAccepted"]) == (100, True)
    assert scene.counters() == (100, 0, 0)


def test_a_preview_agrees_with_the_refusal(scene: Scene) -> None:
    a_recipient(scene.act, scene.unit, verdict="NOT_ELIGIBLE")
    found = preview(scene, scene.giver)
    assert found["verdict"] == "NOT_ELIGIBLE"
    assert [one["code"] for one in found["problems"]] == [one["code"] for one in scene.try_to_place(5)["errors"]]


def test_a_preview_is_for_who_could_pledge(scene: Scene) -> None:
    for client in (the_public(scene.act), scene.contact, a_member(scene.act, a_collaborator(scene.act, "Lain"))):
        assert preview(scene, client) is None
    Need.update(state=NeedState.WITHDRAWN).execute()
    assert preview(scene, scene.giver) is None


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_preview_of_an_impossible_day_says_so(scene: Scene, day: str) -> None:
    given = {"need": id_of(scene.need), "giver": id_of(scene.collaborator), "quantity": 1, "day": day}
    found = scene.giver.ask(PREVIEW, **given)["pledgePreview"]
    assert [one["path"] for one in found["problems"]] == [["input", "scheduledOn"]]
