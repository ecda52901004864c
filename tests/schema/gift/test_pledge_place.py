"""Placing a pledge: what is set aside, what is refused, and that a refusal changes nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from server.core.actor import MemberRole
from server.core.clock import SetClock
from server.core.platform import Platform
from server.models.audit_entry import AuditEntry
from server.models.collaborator import Collaborator, CollaboratorState
from server.models.first_pledge import FirstPledge
from server.models.ledger_entry import EntryKind, LedgerEntry
from server.models.need import Need, NeedState
from server.models.pledge import Pledge
from server.models.sector import Sector, SectorState
from server.schema.nodes import encode_id
from server.services.pledges.terms import HOLD
from tests.factories.gift import Scene, a_collaborator, a_member, a_recipient, a_scene, id_of, somebody
from tests.schema.client import Client, the_public


@pytest.fixture
def scene(platform: Platform) -> Scene:
    return a_scene(platform)


def codes(payload: dict[str, Any]) -> list[str]:
    assert payload.get("pledge") is None
    return [one["code"] + (f":{one['reason']}" if "reason" in one else "") for one in payload["errors"]]


def nothing_happened(scene: Scene) -> bool:
    pledged = LedgerEntry.select().where(LedgerEntry.kind == EntryKind.PLEDGED).count()
    return (
        scene.counters() == (0, 0, 0)
        and pledged == 0
        and not any(model.select().exists() for model in (Pledge, FirstPledge))
        and not AuditEntry.select().where(AuditEntry.event.startswith("pledge.")).exists()
    )


def test_a_pledge_sets_its_quantity_aside_at_once(scene: Scene) -> None:
    pledge = scene.place(30)
    assert (pledge["state"], pledge["quantity"], pledge["remaining"]) == ("ACCEPTED", 30, 30)
    assert datetime.fromisoformat(pledge["expiresAt"]) == scene.act.now + HOLD
    assert scene.counters() == (30, 0, 0)
    entry = LedgerEntry.get(LedgerEntry.kind == EntryKind.PLEDGED)
    assert (entry.quantity, entry.collaborator, entry.area) == (30, scene.collaborator.id, scene.need.area)
    assert AuditEntry.select().where(AuditEntry.event == "pledge.accepted").count() == 1
    assert FirstPledge.get().day == scene.act.today


def test_a_scheduled_pledge_holds_from_its_day(scene: Scene) -> None:
    pledge = scene.place(1, scheduledOn="2026-12-24")
    # Midnight of that day in Jakarta.
    start = datetime(2026, 12, 23, 17, tzinfo=UTC)
    assert datetime.fromisoformat(pledge["expiresAt"]) == start + HOLD


def test_more_than_remains_is_refused_with_what_remains(scene: Scene) -> None:
    scene.place(99)
    document = """mutation Go($input: PledgePlaceInput!) { pledgePlace(input: $input) {
        pledge { id } errors { ... on InsufficientRemainingError { code path remaining message } } } }"""
    given = {"needId": id_of(scene.need), "collaboratorId": id_of(scene.collaborator), "quantity": 2}
    done = scene.giver.ask(document, input=given)["pledgePlace"]
    (error,) = done["errors"]
    assert (done["pledge"], error["code"], error["path"]) == (None, "INSUFFICIENT_REMAINING", ["input", "quantity"])
    assert error["remaining"] == 1
    assert "1" in error["message"]
    assert scene.counters() == (99, 0, 0)
    assert Pledge.select().count() == 1


@pytest.mark.parametrize(
    ("quantity", "code"),
    [
        (101, "INSUFFICIENT_REMAINING"),
        (0, "INVALID_INPUT:NOT_POSITIVE"),
        (-5, "INVALID_INPUT:NOT_POSITIVE"),
        (2_000_000_000, "INVALID_INPUT:TOO_LARGE"),
    ],
)
def test_an_impossible_quantity_is_refused(scene: Scene, quantity: int, code: str) -> None:
    assert codes(scene.try_to_place(quantity)) == [code]
    assert nothing_happened(scene)


@pytest.mark.parametrize(
    ("day", "code"), [("2026-11-15", "INVALID_INPUT:DATE_PAST"), ("2028-01-01", "INVALID_INPUT:DATE_TOO_FAR")]
)
def test_an_impossible_day_is_refused(scene: Scene, day: str, code: str) -> None:
    assert codes(scene.try_to_place(1, scheduledOn=day)) == [code]
    assert nothing_happened(scene)


def test_only_members_pledge_for_a_collaborator(scene: Scene) -> None:
    stranger = a_member(scene.act, a_collaborator(scene.act, "Lain"))
    given = {"needId": id_of(scene.need), "collaboratorId": id_of(scene.collaborator), "quantity": 1}
    assert stranger.refused("pledgePlace", "pledge { id }", **given) == ["NOT_PERMITTED:NO_GRANT"]
    assert scene.contact.refused("pledgePlace", "pledge { id }", **given) == ["NOT_PERMITTED:NO_GRANT"]
    assert the_public(scene.act).refused("pledgePlace", "pledge { id }", **given) == ["NOT_PERMITTED:SIGN_IN_FIRST"]
    token = replace(scene.giver.act.actor, token_scopes=frozenset({"pledge:read"}))
    reader = Client(replace(scene.giver.act, actor=token))
    assert reader.refused("pledgePlace", "pledge { id }", **given) == ["NOT_PERMITTED:TOKEN_SCOPE"]
    assert nothing_happened(scene)


@pytest.mark.parametrize("state", [state for state in NeedState if state is not NeedState.OPEN])
def test_a_need_that_is_not_open_takes_no_pledge(scene: Scene, state: NeedState) -> None:
    Need.update(state=state).execute()
    hidden = state in {NeedState.PROPOSED, NeedState.WITHDRAWN, NeedState.REJECTED}
    assert codes(scene.try_to_place(1)) == ["NOT_FOUND" if hidden else "NEED_NOT_OPEN"]
    assert nothing_happened(scene)


def test_a_need_whose_period_is_over_takes_no_pledge(scene: Scene) -> None:
    Need.update(period="2026-10").execute()
    assert codes(scene.try_to_place(1)) == ["NEED_NOT_OPEN"]
    assert nothing_happened(scene)


@pytest.mark.parametrize("state", [SectorState.PAUSED, SectorState.RETIRED])
def test_a_sector_that_is_not_active_takes_no_pledge(scene: Scene, state: SectorState) -> None:
    Sector.update(state=state).execute()
    assert codes(scene.try_to_place(1)) == ["NEED_NOT_OPEN"]
    assert nothing_happened(scene)


@pytest.mark.parametrize(
    "changes",
    [
        {"state": CollaboratorState.SUSPENDED},
        {"state": CollaboratorState.EXPIRED},
        {"licence_expires_on": date(2026, 11, 15)},
        {"sectors": ["UMKM"]},
    ],
)
def test_a_collaborator_that_may_not_help_there_is_refused(scene: Scene, changes: dict[str, Any]) -> None:
    Collaborator.update(**changes).execute()
    assert codes(scene.try_to_place(1)) == ["COLLABORATOR_NOT_ACTIVE"]
    assert nothing_happened(scene)


def test_a_licence_counts_on_its_last_day(scene: Scene) -> None:
    Collaborator.update(licence_expires_on=scene.act.today).execute()
    assert scene.place(1)


def test_a_unit_whose_recipients_are_all_refused_gets_no_pledge(scene: Scene) -> None:
    a_recipient(scene.act, scene.unit, verdict="NOT_ELIGIBLE")
    assert codes(scene.try_to_place(1)) == ["NOT_ELIGIBLE"]
    assert nothing_happened(scene)
    a_recipient(scene.act, scene.unit, kk="3174030105100029", verdict="NEEDS_DATA")
    assert scene.place(1)


def test_unknown_and_malformed_ids_are_not_found(scene: Scene) -> None:
    other = encode_id("Need", scene.unit.id)
    for need in (other, id_of(scene.collaborator), "x", ""):
        assert codes(scene.try_to_place(1, needId=need)) == ["NOT_FOUND"]
    nobody = a_collaborator(scene.act, "Hantu")
    Collaborator.delete().where(Collaborator.id == nobody.id).execute()
    ghost = somebody(scene.act, organisations={nobody.id: MemberRole.MEMBER})
    given = {"needId": id_of(scene.need), "collaboratorId": id_of(nobody), "quantity": 1}
    assert ghost.refused("pledgePlace", "pledge { id }", **given) == ["NOT_FOUND"]
    assert nothing_happened(scene)


def test_a_dry_run_answers_and_changes_nothing(scene: Scene) -> None:
    given = {"needId": id_of(scene.need), "collaboratorId": id_of(scene.collaborator), "quantity": 7}
    done = scene.giver.rehearse("pledgePlace", "pledge { quantity state }", **given)
    assert done == {"pledge": {"quantity": 7, "state": "ACCEPTED"}, "errors": []}
    assert nothing_happened(scene)
    refused = scene.giver.rehearse("pledgePlace", "pledge { id }", **{**given, "quantity": 101})
    assert [one["code"] for one in refused["errors"]] == ["INSUFFICIENT_REMAINING"]


def test_the_same_request_with_the_same_key_is_carried_out_once(scene: Scene) -> None:
    first, second = scene.place(10, idempotencyKey="a"), scene.place(10, idempotencyKey="a")
    assert first["id"] == second["id"]
    assert scene.counters() == (10, 0, 0)
    assert codes(scene.try_to_place(11, idempotencyKey="a")) == ["IDEMPOTENCY_KEY_REUSED"]
    assert scene.place(10, idempotencyKey="b")["id"] != first["id"]
    assert scene.counters() == (20, 0, 0)


def test_a_refusal_is_replayed_too(scene: Scene) -> None:
    refused = scene.try_to_place(101, idempotencyKey="a")
    assert scene.try_to_place(101, idempotencyKey="a") == refused


def test_what_has_lapsed_can_be_promised_again_without_a_sweeper(scene: Scene, clock: SetClock) -> None:
    lapsing = scene.place(100)
    clock.advance(HOLD - timedelta(seconds=1))
    assert codes(scene.try_to_place(1)) == ["INSUFFICIENT_REMAINING"]
    clock.advance(timedelta(seconds=1))
    assert scene.place(100)["id"] != lapsing["id"]
    assert scene.counters() == (100, 0, 0)
    states = {row.quantity - row.released: row.state.value for row in Pledge.select()}
    assert states == {0: "EXPIRED", 100: "ACCEPTED"}
    # Pledged is cumulative: a lapse does not lower it.
    assert sum(row.quantity for row in LedgerEntry.select().where(LedgerEntry.kind == EntryKind.PLEDGED)) == 200
