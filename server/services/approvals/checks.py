"""Carries out the automatic checks of a stage and hands their results to the engine. Runs as a job."""

from uuid import UUID

from server.core.act import Act
from server.models.workflow_run import WorkflowRun
from server.services.approvals.running import command, lock_run
from server.services.approvals.subjects import subject_of
from server.workflows import engine
from server.workflows.refusals import AlreadyDecided, RunClosed, StageNotActive
from server.workflows.state import CheckReport, RunStatus


def run_checks(act: Act, run_id: UUID, stage: str, round: int, names: list[str]) -> None:
    """Check the subject of the run; results that come too late (the stage moved on) are dropped."""
    lock_run(run_id)
    run = WorkflowRun.get_by_id(run_id)
    subject = subject_of(run.subject_kind)
    report = CheckReport(stage, round, tuple(subject.check(act, run.subject_id, name) for name in names))
    try:
        command(act, run_id, lambda s: engine.record_checks(s.workflow, s.run, report, s.facts, act.now, s.calendar))
    except (AlreadyDecided, RunClosed, StageNotActive):
        return


def apply_approval(act: Act, run_id: UUID) -> None:
    """Carry out what follows from an approved run, on the facts of today. Runs as a job, tried again until it works."""
    run = WorkflowRun.get_by_id(run_id)
    subject_of(run.subject_kind).concluded(act, run.subject_id, RunStatus.APPROVED)
