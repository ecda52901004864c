"""Runs that take a random way through the real verbs: rows, engine, queues and timers say the same at every step."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from random import Random
from typing import Any

import pytest

import server.services.subjects  # noqa: F401  # registers what approvals decide about
from server.core.act import Act, system_act
from server.core.clock import SetClock
from server.core.errors import Refusals, Refused
from server.core.platform import Platform
from server.core.roles import Role
from server.models.account import Account
from server.models.application import Application, ApplicationState
from server.models.collaborator import Collaborator
from server.models.timer import Timer
from server.models.workflow_run import Decision, RunStage, Task, TaskState, WorkflowRun
from server.services import audit, timers
from server.services.applications import answer
from server.services.applications.form import Changes
from server.services.approvals import checks, overdue, store
from server.services.approvals.claim import claim
from server.services.approvals.decide import Word, decide
from server.services.approvals.queueing import LIVE
from server.services.transaction import run
from server.workflows.state import DecisionKind, RunState, RunStatus
from tests.factories.account import a_grant, acting, an_account
from tests.factories.application import a_submitted_application
from tests.factories.workers import run_due

LATE = {"reason_code": "INCOMPLETE", "reason": "Belum lengkap."}


class Walk:
    """One application and everybody around it."""

    def __init__(self, platform: Platform, clock: SetClock, seed: int) -> None:
        self.platform, self.clock, self.random = platform, clock, Random(seed)
        self.applicant = an_account(platform, "pemohon@example.org", "Pemohon")
        self.deciders = [self._decider(role, number) for role in (Role.VERIFIER, Role.BUREAU) for number in range(3)]
        self.deciders.append(self._decider(Role.SUPERVISOR, 0))
        self.application = a_submitted_application(acting(platform, self.applicant)).id

    def _decider(self, role: Role, number: int) -> Account:
        account = an_account(self.platform, f"{role.lower()}{number}@example.org", f"{role} {number}")
        a_grant(self.platform, account, role)
        return account

    def step(self) -> None:
        """Let somebody do something, or time pass; what is refused leaves everything as it was."""
        steps = [self.decide, self.decide, self.decide, self.claim, self.answer, self.work, self.work, self.wait]
        with suppress(Refused, Refusals):
            self.random.choice(steps)()

    def _act(self, account: Account) -> Act:
        return acting(self.platform, account, stepped_up=True)

    def _task(self) -> Task:
        found = list(Task.select().order_by(Task.id))
        waiting = [task for task in found if task.state in LIVE] or found
        return self.random.choice(waiting)

    def decide(self) -> None:
        if not Task.select().exists():
            return
        kind = self.random.choice([*DecisionKind, DecisionKind.APPROVE, DecisionKind.APPROVE])
        asked = frozenset({"address"}) if kind is DecisionKind.RETURN else frozenset()
        task, act = self._task(), self._act(self.random.choice(self.deciders))
        run(lambda: decide(act, Word(task.id, task.version, kind, **LATE, asked_fields=asked)))

    def claim(self) -> None:
        if Task.select().exists():
            task, act = self._task(), self._act(self.random.choice(self.deciders))
            run(lambda: claim(act, task.id, task.version))

    def answer(self) -> None:
        act, row = self._act(self.applicant), Application.get_by_id(self.application)
        if self.random.random() < 0.03:
            run(lambda: answer.withdraw(act, row.id, row.version))
        else:
            changes = Changes(values={"address": f"Jl. Kebon Sirih No. {self.random.randrange(99)}"})
            run(lambda: answer.respond(act, row.id, row.version, changes))

    def work(self) -> None:
        run_due(self.platform)

    def wait(self) -> None:
        self.clock.advance(timedelta(hours=self.random.choice([1, 1, 30, 200])))
        run(lambda: timers.fire_due(system_act(self.platform)))

    def require_agreement(self, written: RunState) -> None:
        row = WorkflowRun.get()
        state = store.load(row)
        assert state == written
        waiting = [task.stage_id for task in Task.select().where(Task.state.in_(LIVE))]
        active = {stage.id for stage in RunStage.select().where(RunStage.state == "OPEN")}
        assert set(waiting) == (active if state.status is RunStatus.IN_REVIEW else set())
        armed = {(timer.kind, timer.due) for timer in Timer.select().where(Timer.fired_at.is_null())}
        if state.status is RunStatus.IN_REVIEW:
            ahead = {one.deadlines.escalate_at for one in state.active()} - {None}
            assert armed <= {("escalate_stage", at) for at in ahead}
        elif state.status is RunStatus.CHANGES_REQUESTED:
            assert armed <= {("expire_run", state.answer_due_at)}
        else:
            assert armed == set()
        assert Collaborator.select().count() <= 1


@pytest.mark.parametrize("seed", range(8))
def test_rows_and_engine_agree_wherever_a_run_goes(
    seed: int, platform: Platform, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[RunState] = []
    save: Callable[..., Any] = store.save

    def noted(act: Act, row: WorkflowRun, old: RunState, new: RunState) -> Any:
        rows = save(act, row, old, new)
        written.append(new)
        return rows

    monkeypatch.setattr(store, "save", noted)
    walk = Walk(platform, clock, seed)
    for _ in range(40):
        walk.step()
        walk.require_agreement(written[-1])
    run_due(platform)
    assert audit.verify_all(platform.keys) == []
    if WorkflowRun.get().state == RunStatus.APPROVED:
        assert Application.get().state is ApplicationState.APPROVED
        assert Collaborator.select().count() == 1


@pytest.fixture
def waiting(platform: Platform) -> RunStage:
    verifier = an_account(platform, "v@example.org", "Verifikator")
    a_grant(platform, verifier, Role.VERIFIER)
    a_submitted_application(acting(platform, an_account(platform, "p@example.org", "Pemohon")))
    run_due(platform)
    return RunStage.get(RunStage.state == "OPEN")


def test_a_timer_that_fires_too_early_by_the_workers_clock_comes_again(
    waiting: RunStage, platform: Platform, clock: SetClock
) -> None:
    """Relay and worker may be two machines whose clocks differ by seconds."""
    at = waiting.escalate_at
    clock.instant = at
    assert run(lambda: timers.fire_due(system_act(platform))) == 1
    clock.instant = at - timedelta(seconds=1)
    run(lambda: overdue.escalate_stage(system_act(platform), waiting.id))
    assert RunStage.get_by_id(waiting.id).role is Role.VERIFIER
    clock.instant = at + timedelta(seconds=1)
    assert run(lambda: timers.fire_due(system_act(platform))) == 1
    run(lambda: overdue.escalate_stage(system_act(platform), waiting.id))
    assert RunStage.get_by_id(waiting.id).role is Role.SUPERVISOR


def test_a_stage_is_escalated_once_however_often_its_timer_comes(
    waiting: RunStage, platform: Platform, clock: SetClock
) -> None:
    clock.instant = waiting.escalate_at + timedelta(days=30)
    for _ in range(3):
        run(lambda: overdue.escalate_stage(system_act(platform), waiting.id))
    assert RunStage.get_by_id(waiting.id).role is Role.SUPERVISOR
    assert [task.role for task in Task.select().where(Task.state == TaskState.OPEN)] == [Role.SUPERVISOR]


def test_checks_that_come_late_or_twice_change_nothing(waiting: RunStage, platform: Platform) -> None:
    before = store.load(WorkflowRun.get())
    first = before.stages[0]
    names = [one.check for one in first.checks]
    for _ in range(2):
        run(lambda: checks.run_checks(system_act(platform), waiting.run_id, first.name, first.round, names))
        run(lambda: checks.run_checks(system_act(platform), waiting.run_id, first.name, first.round + 1, names))
    assert store.load(WorkflowRun.get()) == before
    assert Decision.select().count() == 0
