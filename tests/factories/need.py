"""Needs, proposed and verified through the services."""

from typing import Any
from uuid import UUID

import server.services.subjects  # noqa: F401  # registers what approvals decide about
from server.core.act import Act
from server.core.ids import new_id
from server.core.platform import Platform
from server.core.roles import Role
from server.models.need import Need
from server.models.workflow_run import Task, TaskState, WorkflowRun
from server.services.approvals.decide import Word, decide
from server.services.needs import propose
from server.services.transaction import run
from server.workflows.state import DecisionKind
from tests.factories.registry import someone
from tests.factories.workers import run_due

CAP_FACTS = {"baris_di_cap": True, "lahan_siap": True, "dianggarkan_tahun_ini": False}
"""What Penataan Permukiman asks of a need; its unit has to say ``rw_di_cap``."""


def a_proposed_need(act: Act, unit: UUID, **given: Any) -> Need:
    """Return a proposed need: 100 food parcels in November 2026, with ``given`` laid over it."""
    values = {"sector": "PANGAN", "item": "SEMBAKO", "period": "2026-11", "quantity": 100, **given}
    return run(lambda: propose.propose(act, propose.Form(unit, **values)))


def verify(verifier: Act, need: Need, kind: DecisionKind = DecisionKind.APPROVE, **more: Any) -> Need:
    """Have ``verifier`` decide, carry out what follows, and return the need as it is then."""
    going = WorkflowRun.select().where(WorkflowRun.subject_id == need.id)
    task = Task.get(Task.run.in_(going), Task.state == TaskState.OPEN)
    run(lambda: decide(verifier, Word(task.id, task.version, kind, **more)))
    run_due(verifier.platform)
    return Need.get_by_id(need.id)


def an_open_need(platform: Platform, act: Act, unit: UUID, **given: Any) -> Need:
    """Return a need that was proposed by ``act`` and verified by somebody else."""
    # Before the need: a case that finds nobody goes to the supervisors.
    verifier = someone(platform, Role.VERIFIER, name=f"verifikator.{new_id().hex[-8:]}")
    return verify(verifier, a_proposed_need(act, unit, **given))
