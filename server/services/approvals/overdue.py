"""What timers do to a run: escalate a stage whose time is over, end a run whose applicant never answered."""

from uuid import UUID

from server.core.act import Act
from server.core.errors import NotFound
from server.models.workflow_run import RunStage
from server.services.approvals.running import arm_again, command
from server.workflows import applicant, engine
from server.workflows.refusals import NotDue, RunClosed


def escalate_stage(act: Act, stage_id: UUID) -> None:
    """Hand an overdue stage to the queue above; a timer that comes for nothing changes nothing.

    One that comes too early, by the clock of this machine, is armed again.
    """
    stage = RunStage.get_or_none(RunStage.id == stage_id)
    if stage is None:
        return
    try:
        command(
            act,
            stage.run_id,
            lambda s: engine.escalate_overdue(s.workflow, s.run, stage.name, s.facts, act.now, s.calendar),
        )
    except NotDue:
        arm_again(act, stage.run_id)


def expire_run(act: Act, run_id: UUID) -> None:
    """End a run whose applicant let the time to answer pass; see ``escalate_stage`` for a timer that came early."""
    try:
        command(act, run_id, lambda s: applicant.expire_unanswered(s.workflow, s.run, s.facts, act.now, s.calendar))
    except NotDue:
        arm_again(act, run_id)
    except (RunClosed, NotFound):
        return
