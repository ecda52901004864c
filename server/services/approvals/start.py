"""Begins a run."""

from dataclasses import dataclass
from uuid import UUID

from server.core.act import Act
from server.models.workflow_run import WorkflowRun
from server.services import audit
from server.services.approvals import store
from server.services.approvals.running import calendar, facts_of, follow
from server.services.approvals.subjects import subject_of
from server.workflows import engine
from server.workflows.definition import Workflow


@dataclass(frozen=True, slots=True)
class About:
    """What is to be decided: the kind and key of the subject; the sector version when the chain is a sector's."""

    kind: str
    key: UUID
    sector_version: int | None = None


def start_run(act: Act, workflow: Workflow, about: About) -> WorkflowRun:
    """Open a run of ``workflow`` about a subject; its first stages open, their checks go to the workers."""
    case = subject_of(about.kind).case(act, about.key)
    outcome = engine.start(workflow, facts_of(act, case), act.now, calendar(act.platform.city))
    row = WorkflowRun.create(
        created_at=act.now,
        workflow=workflow.name,
        workflow_version=workflow.version,
        sector_version=about.sector_version,
        subject_kind=about.kind,
        subject_id=about.key,
        title=case.title,
        area=case.area,
        sector=case.sector,
        state=outcome.run.status.value,
        calendar=outcome.run.calendar,
    )
    empty = store.load(row)
    stages = store.save(act, row, empty, outcome.run)
    audit.record(act, f"run:{row.id}", "run.started", {"workflow": workflow.name, "version": workflow.version})
    after = WorkflowRun.get_by_id(row.id)
    follow(act, after, case, outcome, stages)
    return after
