"""People come and leave while a case waits: its queue follows them."""

from datetime import timedelta

import pytest

import server.services.subjects  # noqa: F401  # registers what approvals decide about
from server.core.act import system_act
from server.core.actor import Scope
from server.core.clock import SetClock
from server.core.platform import Platform
from server.core.roles import Role
from server.models.account import Account
from server.models.grant import Grant
from server.models.outbox import Outbox
from server.models.workflow_run import Task
from server.services.accounts.disable import disable
from server.services.approvals.queueing import LIVE
from server.services.approvals.reassess import ALL
from server.services.grants import create as grants
from server.services.grants.revoke import revoke
from server.services.transaction import run
from tests.factories.account import a_grant, acting, an_account
from tests.factories.application import a_submitted_application
from tests.factories.workers import run_due


@pytest.fixture
def verifier(platform: Platform) -> Account:
    return an_account(platform, "v@example.org", "Verifikator")


def waiting() -> tuple[Role, bool]:
    task = Task.get(Task.state.in_(LIVE))
    return task.role, task.is_vacant


def a_case(platform: Platform) -> None:
    a_submitted_application(acting(platform, an_account(platform, "p@example.org", "Pemohon")))
    run_due(platform)


def test_when_the_last_verifier_leaves_the_supervisors_are_called(platform: Platform, verifier: Account) -> None:
    grant = a_grant(platform, verifier, Role.VERIFIER)
    a_case(platform)
    assert waiting() == (Role.VERIFIER, False)
    run(lambda: revoke(system_act(platform), grant.id))
    assert run_due(platform) == ["reassess_runs", "reassess_run"]
    assert waiting() == (Role.SUPERVISOR, True)


def test_so_they_are_when_the_account_is_closed(platform: Platform, verifier: Account) -> None:
    a_grant(platform, verifier, Role.VERIFIER)
    a_case(platform)
    run(lambda: disable(system_act(platform), verifier.id))
    run_due(platform)
    assert waiting() == (Role.SUPERVISOR, True)


def test_and_when_the_grant_runs_out(platform: Platform, verifier: Account, clock: SetClock) -> None:
    act = system_act(platform)
    end = act.now + timedelta(hours=2)
    run(lambda: grants.create(act, grants.Award(verifier.id, Role.VERIFIER, Scope(), act.now, end)))
    a_case(platform)
    assert waiting() == (Role.VERIFIER, False)
    clock.instant = end + timedelta(seconds=2)
    run_due(platform)
    assert waiting() == (Role.SUPERVISOR, True)


def test_a_queue_is_no_longer_vacant_when_somebody_comes(
    platform: Platform, verifier: Account, clock: SetClock
) -> None:
    a_case(platform)
    assert waiting() == (Role.SUPERVISOR, True)
    act = system_act(platform)
    begin = act.now + timedelta(hours=1)
    run(lambda: grants.create(act, grants.Award(verifier.id, Role.SUPERVISOR, Scope(), begin, None)))
    run_due(platform)
    assert waiting() == (Role.SUPERVISOR, True)
    clock.instant = begin + timedelta(seconds=2)
    assert run_due(platform) == ["reassess_runs", "reassess_run"]
    assert waiting() == (Role.SUPERVISOR, False)


def test_nobody_is_bothered_when_nothing_waits(platform: Platform, verifier: Account) -> None:
    grant = a_grant(platform, verifier, Role.VERIFIER)
    run(lambda: revoke(system_act(platform), grant.id))
    assert Grant.get().revoked_at is not None
    assert not Outbox.select().where(Outbox.task == ALL).exists()
