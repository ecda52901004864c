"""How SQLite goes about what is asked all day: by an index, however long the history is."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from peewee import Database

from server.core.act import Act
from server.core.actor import Actor, HeldGrant, Scope
from server.core.ids import new_id
from server.core.roles import Role
from server.models.application import Application
from server.models.delivery import Delivery
from server.models.ledger_entry import LedgerEntry
from server.models.outbox import Outbox, OutboxStatus
from server.models.pledge import HOLDING, Pledge
from server.models.recipient_unit import RecipientUnit
from server.models.timer import Timer
from server.models.workflow_run import RunStage, WorkflowRun
from server.reads import deliveries as delivery_reads
from server.reads import tasks as task_reads
from server.visibility import applications, deliveries, runs

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def decider(act: Act) -> Act:
    grants = (HeldGrant(Role.BUREAU, Scope()), HeldGrant(Role.VERIFIER, Scope("31.71", "PANGAN")))
    return replace(act, actor=Actor(account_id=new_id(), grants=grants))


QUESTIONS: dict[str, Callable[[Act], Any]] = {
    "outbox": lambda act: (
        Outbox.select(Outbox.id)
        .where(Outbox.status == OutboxStatus.PENDING, Outbox.queue == "flow", Outbox.due <= act.now)
        .order_by(Outbox.due, Outbox.id)
    ),
    "timers": lambda act: (
        Timer.select().where(Timer.fired_at.is_null(), Timer.due <= act.now).order_by(Timer.due, Timer.id)
    ),
    "stale pledges": lambda act: Pledge.select().where(Pledge.state.in_(HOLDING), Pledge.expires_at <= act.now),
    "tail of the ledger": lambda act: LedgerEntry.select().where(~LedgerEntry.is_folded),
    "small units": lambda act: RecipientUnit.select(RecipientUnit.id).where(RecipientUnit.households < 10),
    "queue": lambda act: task_reads.listing(act, task_reads.Wanted()),
    "one's own tasks": lambda act: task_reads.listing(act, task_reads.Wanted(mine=True)),
    "run": lambda act: WorkflowRun.select().where(WorkflowRun.id == new_id(), runs.visible(act)),
    "stages": lambda act: RunStage.select().where(RunStage.run == new_id(), runs.stages(act)),
    "application": lambda act: Application.select().where(Application.id == new_id(), applications.visible(act)),
    "delivery": lambda act: Delivery.select().where(Delivery.id == new_id(), deliveries.visible(act)),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_table_is_read_from_end_to_end(name: str, act: Act, database: Database) -> None:
    steps = plan(database, QUESTIONS[name](decider(act)))
    # The index of the tail holds nothing but the tail.
    assert [step for step in steps if step.startswith("SCAN") and not step.endswith("ledger_entry_tail")] == []


def test_the_newest_deliveries_are_read_from_the_newest(act: Act, database: Database) -> None:
    listed = delivery_reads.listing(deliveries.visible(decider(act)), delivery_reads.Wanted())
    steps = plan(database, listed.order_by(Delivery.id.desc()).limit(21))
    assert not any("TEMP B-TREE" in step for step in steps), steps


def plan(database: Database, query: Any) -> list[str]:
    statement, values = query.sql()
    return [row[3] for row in database.execute_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
