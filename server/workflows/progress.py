"""How a run goes on by itself after each command: routing, opening the next group, the end, an empty pool."""

from dataclasses import replace

from server.core.roles import Role
from server.workflows.deciders import able
from server.workflows.definition import Stage, Workflow
from server.workflows.outcome import Handover
from server.workflows.state import Facts, RunState, RunStatus, StageRun, StageStatus, Verdict
from server.workflows.turn import Turn


def applies(workflow: Workflow, stage: Stage, facts: Facts) -> bool:
    """Say whether a case with ``facts`` passes through ``stage``."""
    return stage.when.holds(workflow.band_of(facts.value_rupiah), facts.risk, facts.kind)


def advance(turn: Turn) -> None:
    """Bring the run to where its facts and answers put it; do nothing while changes are requested or it is over.

    A case whose value, risk or kind moved is re-routed here: stages that no longer apply end, stages that now apply
    open, and what had opened beyond them waits its turn again.
    """
    if turn.run.status is not RunStatus.IN_REVIEW:
        return
    due = _due(turn.workflow, turn.run, turn.facts)
    wanted = {stage.name for stage in due}
    for opening in turn.run.active():
        if opening.name not in wanted:
            turn.close(opening, StageStatus.CANCELLED)
    if not due:
        return turn.conclude(RunStatus.APPROVED)
    waiting = {opening.name for opening in turn.run.active()}
    for stage in due:
        if stage.name not in waiting:
            turn.open(stage)
    _call_supervisors(turn)


def settle_checks(turn: Turn, opening: StageRun) -> None:
    """Draw the conclusion of ``opening``'s checks once the last has answered.

    A machine never rejects and never approves what it doubts: it asks the applicant to mend the fields that a check
    names, passes an automatic stage when every check passed, and calls a person otherwise.
    """
    stage = turn.workflow.stage(opening.name)
    if {result.check for result in opening.checks} < set(stage.checks):
        return
    fields = frozenset[str]().union(
        *(result.fields for result in opening.checks if result.verdict is Verdict.FAIL),
    )
    if fields:
        turn.close(opening, StageStatus.RETURNED)
        turn.ask(fields)
    elif stage.role is None and all(result.verdict is Verdict.PASS for result in opening.checks):
        turn.close(opening, StageStatus.PASSED)
    else:
        turn.put(replace(opening, status=StageStatus.OPEN))


def _due(workflow: Workflow, run: RunState, facts: Facts) -> tuple[Stage, ...]:
    """Return the unfinished stages of the first group that has any; empty when the run is through."""
    for group in workflow.groups():
        unfinished = tuple(stage for stage in group if applies(workflow, stage, facts) and not _passed(run, stage))
        if unfinished:
            return unfinished
    return ()


def _passed(run: RunState, stage: Stage) -> bool:
    latest = run.latest(stage.name)
    return latest is not None and latest.status is StageStatus.PASSED


def _call_supervisors(turn: Turn) -> None:
    """Hand every stage that nobody may decide to the supervisors, rather than let it hang or pass."""
    for opening in turn.run.active():
        if opening.status is not StageStatus.OPEN or opening.role is Role.SUPERVISOR:
            continue
        if not able(turn.workflow, turn.run, opening, turn.facts):
            turn.hand_over(opening, Role.SUPERVISOR, Handover.NO_DECIDER)
