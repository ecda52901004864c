"""Whether somebody could decide a task now, asked before the button is shown."""

from server.core.act import Act
from server.core.errors import NotPermitted, Refused
from server.models.workflow_run import RunStage, Task, WorkflowRun
from server.policies.permissions import Permission
from server.policies.permits import require
from server.policies.predicates import Case
from server.services.approvals import store
from server.services.approvals.claim import require_free
from server.services.approvals.procedures import workflow_of
from server.services.approvals.running import facts_of
from server.services.approvals.subjects import subject_of
from server.workflows.deciders import require_may_decide
from server.workflows.state import Decision, DecisionKind


def obstacle(act: Act, task: Task) -> Refused | None:
    """Return what ``decide`` would refuse an approval with, or ``None``: the same rules, nothing locked or written."""
    try:
        if act.actor.account_id is None:
            raise NotPermitted(reason="SIGN_IN_FIRST")
        require(act, Permission.TASK_DECIDE, Case(task.area, task.sector))
        require_free(act, task)
        run = WorkflowRun.get_by_id(task.run_id)
        state = store.load(run)
        stage = RunStage.get_by_id(task.stage_id)
        opening = next(one for one in state.stages if (one.name, one.round) == (stage.name, stage.round))
        facts = facts_of(act, subject_of(run.subject_kind).case(act, run.subject_id))
        word = Decision(stage.name, act.actor.account_id, DecisionKind.APPROVE)
        require_may_decide(workflow_of(run), state, opening, word, facts)
    except Refused as refused:
        return refused
    return None
