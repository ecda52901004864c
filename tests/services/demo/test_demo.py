"""The demo as it stands in the database after its load."""

import json
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pyotp
import pytest
from peewee import Database, fn

from server.cli.demo import ready
from server.cli.demo.load import load_if_empty
from server.cli.demo.ready import DemoAccount, DemoAccounts
from server.cli.refusal import CannotRun
from server.core.act import Act, system_act
from server.core.clock import SetClock
from server.core.db import database
from server.core.platform import Platform
from server.models.account import Account
from server.models.application import Application, ApplicationState
from server.models.collaborator import Collaborator
from server.models.delivery import Delivery
from server.models.ledger_entry import EntryKind, LedgerEntry
from server.models.need import Need, NeedState
from server.models.outbox import Outbox
from server.models.pledge import HOLDING, Pledge
from server.models.recipient import Recipient
from server.models.recipient_unit import RecipientUnit
from server.models.workflow_run import Task
from server.reads import actors, dashboard
from server.services import audit, outbox, timers
from server.services.factors import codes
from server.services.identity import addresses, passwords
from tests.backends.engines import Engine
from tests.conftest import MORNING
from tests.jobs.bench import platform_on

Loaded = tuple[Platform, DemoAccounts]


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def loaded(request: pytest.FixtureRequest) -> Iterator[Loaded]:
    """Load the demo once for all that look at it; nothing here may write."""
    if request.config.getoption("db") not in ("both", request.param):
        pytest.skip(f"--db={request.config.getoption('db')}")
    engine: Engine = request.getfixturevalue(f"_{request.param}_engine")
    opened: Database = engine.fresh()
    platform = platform_on(engine.settings, SetClock(MORNING))
    accounts = load_if_empty(platform, lambda line: None)
    assert accounts is not None
    opened.connect()
    yield platform, accounts
    opened.close()


@pytest.mark.parametrize(
    ("day", "total", "sectors"),
    [
        (date(2020, 4, 23), 0, {}),
        (date(2020, 5, 22), 106, {"PANGAN": 106}),
        (date(2020, 10, 31), 224, {"PANGAN": 143, "UMKM": 81}),
    ],
)
def test_the_dashboard_shows_what_the_city_published(
    loaded: Loaded, day: date, total: int, sectors: dict[str, int]
) -> None:
    ground = dashboard.ground(loaded[0].city, day)
    assert len(ground.total().collaborators) == total
    assert {code: len(found.collaborators) for code, found in ground.by_sector()} == sectors


def test_a_later_day_shows_more(loaded: Loaded) -> None:
    platform, _ = loaded
    ground = dashboard.ground(platform.city, date(2020, 11, 30))
    assert len(ground.total().collaborators) > 224
    assert {"PENDIDIKAN", "PENATAAN_PERMUKIMAN"} < {code for code, _ in ground.by_sector()}


def test_nothing_is_due_but_what_the_workers_do_at_once(loaded: Loaded) -> None:
    platform, _ = loaded
    act = system_act(platform)
    assert not timers.has_due(act.now)
    assert not Task.select().where(Task.due_at <= act.now).exists()
    assert not Pledge.select().where(Pledge.state.in_(HOLDING), Pledge.expires_at <= act.now).exists()
    due = Outbox.select(Outbox.task).where(Outbox.status == "PENDING").distinct()
    assert {row.task for row in due} == {"run_checks", "send_mail"}
    assert outbox.has_due(act.now, "flow")


def test_every_counter_is_the_sum_of_its_ledger(loaded: Loaded) -> None:
    rows: Any = (
        LedgerEntry.select(LedgerEntry.need, LedgerEntry.kind, fn.SUM(LedgerEntry.quantity))
        .group_by(LedgerEntry.need, LedgerEntry.kind)
        .tuples()
    )
    sums = {(need, kind): int(total) for need, kind, total in rows}
    for need in Need.select().where(Need.state != NeedState.PROPOSED):
        assert sums[need.id, EntryKind.NEEDED] == need.needed
        assert sums.get((need.id, EntryKind.DELIVERED), 0) == need.delivered
        assert sums.get((need.id, EntryKind.CONFIRMED), 0) == need.confirmed


def test_what_is_past_takes_no_pledges(loaded: Loaded) -> None:
    waiting = Need.select().where(Need.state == NeedState.OPEN, Need.reserved + Need.delivered < Need.needed)
    assert waiting.exists()
    assert not waiting.where(Need.period < f"{MORNING:%Y}").exists()


def test_everything_invented_is_marked(loaded: Loaded) -> None:
    for row in (Application, Collaborator, Delivery, Need, Pledge, Recipient, RecipientUnit):
        assert row.select().exists(), row
        assert not row.select().where(~row.is_synthetic).exists(), row


def test_the_queues_hold_applications_at_every_stage(loaded: Loaded) -> None:
    found = {row.state for row in Application.select(Application.state).distinct()}
    assert found == {ApplicationState.DRAFT, ApplicationState.IN_REVIEW, ApplicationState.CHANGES_REQUESTED}
    waiting = {(row.kind, row.role) for row in Task.select().where(Task.state == "OPEN")}
    assert waiting >= {
        ("collaborator-onboarding", "VERIFIER"),
        ("collaborator-onboarding", "BUREAU"),
        ("need-verification", "VERIFIER"),
    }


def test_households_stand_for_every_verdict(loaded: Loaded) -> None:
    assert {row.verdict for row in Recipient.select()} == {"ELIGIBLE", "NOT_ELIGIBLE", "NEEDS_DATA"}


def test_the_history_is_whole(loaded: Loaded) -> None:
    streams = [f"need:{row.id}" for row in Need.select(Need.id).order_by(Need.id).limit(40)]
    streams += [f"pledge:{row.id}" for row in Pledge.select(Pledge.id).order_by(Pledge.id).limit(40)]
    assert [audit.verify(loaded[0].keys, stream) for stream in streams] == [None] * len(streams)


def test_every_ready_account_is_what_it_says(loaded: Loaded) -> None:
    platform, accounts = loaded
    act = system_act(platform)
    for one in accounts.accounts:
        account = _account(act, one)
        assert passwords.matches(act, account.password_hash, one.password)
        actor = actors.of_account(platform, account, act.now)
        held = {grant.role.value for grant in actor.grants}
        held |= ({"COLLABORATOR"} if actor.organisations else set()) | ({"UNIT_CONTACT"} if actor.units else set())
        assert held == {one.role.removesuffix("_1").removesuffix("_2")}


def test_a_second_factor_works_at_once(loaded: Loaded) -> None:
    platform, accounts = loaded
    act = system_act(platform)
    with_factor = {one.role: one.totp_secret for one in accounts.accounts if one.totp_secret}
    assert with_factor.keys() == {
        "VERIFIER",
        "VERIFIER_2",
        "APPROVER",
        "BUREAU_1",
        "BUREAU_2",
        "SUPERVISOR",
        "SYSADMIN",
    }
    one = next(one for one in accounts.accounts if one.role == "VERIFIER")
    with database.atomic() as transaction:
        code = pyotp.TOTP(with_factor["VERIFIER"]).at(act.now)
        assert codes.take(act, _account(act, one).id, code) is codes.Means.TOTP
        transaction.rollback()


def test_a_second_load_only_reads_the_accounts(loaded: Loaded) -> None:
    platform, accounts = loaded
    said: list[str] = []
    before = Pledge.select().count()
    with _disconnected():
        assert load_if_empty(platform, said.append) == accounts
    assert (Pledge.select().count(), said) == (before, [])


def test_passwords_are_for_their_owner_only_and_shown_again(loaded: Loaded) -> None:
    platform, accounts = loaded
    path = platform.settings.data_dir / ready.FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert ready.read(platform.settings.data_dir) == accounts
    lines = "\n".join(ready.shown(accounts.accounts))
    assert all(one.email in lines and one.password in lines for one in accounts.accounts)
    assert lines.count("otpauth://totp/") == 7


def test_a_damaged_file_of_accounts_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / ready.FILE).write_text(json.dumps({"accounts": [{"role": "X"}]}))
    with pytest.raises(CannotRun, match="cannot be read"):
        ready.read(tmp_path)


@contextmanager
def _disconnected() -> Iterator[None]:
    database.close()
    yield
    database.connect()


def _account(act: Act, one: DemoAccount) -> Account:
    found: Account = Account.get(Account.email_index == addresses.index(act.platform.keys, one.email))
    return found
