"""Cancelling a pledge."""

from datetime import timedelta
from typing import Any

import pytest

from server.core.clock import SetClock
from server.core.platform import Platform
from server.models.audit_entry import AuditEntry
from server.models.ledger_entry import LedgerEntry
from server.models.pledge import Pledge
from tests.factories.gift import Scene, a_collaborator, a_member, a_scene, somebody
from tests.schema.client import the_public


@pytest.fixture
def scene(platform: Platform) -> Scene:
    return a_scene(platform)


def codes(payload: dict[str, Any]) -> list[str]:
    return [one["code"] for one in payload["errors"]]


def test_what_was_not_delivered_returns_to_the_need(scene: Scene) -> None:
    pledge = scene.place(10)
    delivered = scene.deliver(pledge, 4)
    assert delivered["errors"] == []
    done = scene.cancel({**pledge, "version": 2})
    assert done == {"pledge": {"id": pledge["id"], "state": "CANCELLED", "remaining": 0, "version": 3}, "errors": []}
    assert scene.counters() == (0, 4, 0)
    assert scene.place(96)


def test_cancelling_twice_releases_once(scene: Scene) -> None:
    pledge, other = scene.place(10), scene.place(20)
    first, second = scene.cancel(pledge), scene.cancel(pledge)
    assert first == second
    assert scene.counters() == (20, 0, 0)
    assert AuditEntry.select().where(AuditEntry.event == "pledge.cancelled").count() == 1
    assert other["state"] == "ACCEPTED"


def test_the_ledger_is_not_lowered(scene: Scene) -> None:
    before = LedgerEntry.select().count()
    pledge = scene.place(10)
    scene.cancel(pledge)
    assert LedgerEntry.select().count() == before + 1


def test_a_stale_version_is_refused(scene: Scene) -> None:
    pledge = scene.place(10)
    scene.deliver(pledge, 1)
    assert codes(scene.cancel(pledge)) == ["VERSION_CONFLICT"]
    assert scene.counters() == (9, 1, 0)


def test_what_was_delivered_or_has_lapsed_cannot_be_cancelled(scene: Scene, clock: SetClock) -> None:
    delivered, lapsed = scene.place(10), scene.place(5)
    scene.deliver(delivered, 10)
    clock.advance(timedelta(days=30))
    for pledge in (delivered, lapsed):
        version = Pledge.select(Pledge.version).where(Pledge.quantity == pledge["quantity"]).scalar()
        assert codes(scene.cancel({**pledge, "version": version})) == ["PLEDGE_NOT_OPEN"]
    assert scene.counters() == (5, 10, 0)


def test_only_the_giver_cancels(scene: Scene) -> None:
    pledge = scene.place(10)
    given = {"pledgeId": pledge["id"], "expectedVersion": 1}
    # The unit sees the pledge and may not cancel it; another giver does not even see it.
    assert scene.contact.refused("pledgeCancel", "pledge { id }", **given) == ["NOT_PERMITTED:NO_GRANT"]
    stranger = a_member(scene.act, a_collaborator(scene.act, "Lain"))
    assert stranger.refused("pledgeCancel", "pledge { id }", **given) == ["NOT_FOUND"]
    assert somebody(scene.act).refused("pledgeCancel", "pledge { id }", **given) == ["NOT_PERMITTED:NO_GRANT"]
    assert the_public(scene.act).refused("pledgeCancel", "pledge { id }", **given) == ["NOT_PERMITTED:SIGN_IN_FIRST"]
    assert scene.counters() == (10, 0, 0)


def test_a_dry_run_and_a_repeat_change_nothing(scene: Scene) -> None:
    pledge = scene.place(10)
    given = {"pledgeId": pledge["id"], "expectedVersion": 1}
    assert scene.giver.rehearse("pledgeCancel", "pledge { state }", **given)["pledge"] == {"state": "CANCELLED"}
    assert scene.counters() == (10, 0, 0)
    first, second = (scene.cancel(pledge, idempotencyKey="a") for _ in range(2))
    assert first == second
    assert codes(scene.cancel(scene.place(1), idempotencyKey="a")) == ["IDEMPOTENCY_KEY_REUSED"]
    assert scene.counters() == (1, 0, 0)
