"""The engine: ``start``, ``decide`` and the answers of machines and timers. Pure; ``applicant`` has the rest.

Each verb takes the pinned workflow, the run as it stands, the facts of this moment, ``now`` (UTC) and the calendar,
and returns an ``Outcome``, or raises a ``Refused`` and changes nothing. Facts are looked up afresh for each call, so
that separation of duties, conflicts and routing are judged on what holds when the decision is taken. What holds
whatever happens (and is tested as a property):

* no stage passes without its quorum of distinct people who were eligible, or the pass of all its checks;
* nothing is approved by silence, by a timer, or by people leaving;
* no decision is lost, and a run that is over stays as it is.

That the same request is sent twice (same key) is the caller's to notice; here the second is ``ALREADY_DECIDED``.
"""

from dataclasses import replace
from datetime import datetime

from server.core.roles import Role
from server.workflows import deadlines
from server.workflows.calendar import WorkingCalendar
from server.workflows.deciders import missing, require_may_decide, role_above
from server.workflows.definition import Workflow
from server.workflows.outcome import Handover, Outcome
from server.workflows.progress import advance, settle_checks
from server.workflows.refusals import (
    AlreadyDecided,
    AskedFieldsRequired,
    NotDue,
    NothingAbove,
    ReasonRequired,
    RunClosed,
    StageNotActive,
)
from server.workflows.state import (
    CheckReport,
    CheckResult,
    Decision,
    DecisionKind,
    DecisionTaken,
    Facts,
    RunState,
    RunStatus,
    StageRun,
    StageStatus,
    Verdict,
)
from server.workflows.turn import Turn

OVERDUE = "CHECK_OVERDUE"
"""Code of the result that stands in for a check that never answered."""
ANSWERED = frozenset({StageStatus.PASSED, StageStatus.RETURNED, StageStatus.REJECTED})


def start(workflow: Workflow, facts: Facts, now: datetime, calendar: WorkingCalendar) -> Outcome:
    """Begin a run: the first group that applies opens."""
    run = RunState(workflow.name, workflow.version, RunStatus.IN_REVIEW, calendar.version)
    turn = Turn(workflow, run, facts, now, calendar)
    advance(turn)
    return turn.outcome()


def decide(
    workflow: Workflow, run: RunState, decision: Decision, facts: Facts, now: datetime, calendar: WorkingCalendar
) -> Outcome:
    """Take ``decision``. Every path of the platform that decides comes through here.

    Raises ``StageNotActive``, ``AlreadyDecided``, ``RunClosed``, ``SelfApprovalForbidden``, ``ConflictOfInterest``,
    ``SeparationOfDuties``, ``NotPermitted``, ``ReasonRequired``, ``AskedFieldsRequired`` or ``NothingAbove``.
    """
    _require_undecided(run, decision.stage)
    turn = Turn(workflow, run, facts, now, calendar)
    advance(turn)  # Facts may have moved the case across a band since the stage opened.
    opening = _require_open(turn.run, decision.stage)
    role = require_may_decide(workflow, turn.run, opening, decision, facts)
    _require_whole(decision)
    taken = DecisionTaken(decision, role, now)
    opening = turn.put(replace(opening, decisions=(*opening.decisions, taken)))
    _follow(turn, opening, decision)
    advance(turn)
    return turn.outcome()


def record_checks(
    workflow: Workflow, run: RunState, report: CheckReport, facts: Facts, now: datetime, calendar: WorkingCalendar
) -> Outcome:
    """Take what automatic checks found, all at once or one by one; the first answer of each check stands.

    Also while changes are requested, so that the applicant hears of all faults together. Raises ``AlreadyDecided``
    when that opening has its answer, ``StageNotActive`` when it was never opened or has ended, ``RunClosed``.
    """
    opening = next((one for one in run.stages if (one.name, one.round) == (report.stage, report.round)), None)
    if opening is not None and opening.status in ANSWERED | {StageStatus.OPEN}:
        raise AlreadyDecided(report.stage, opening.status)
    if run.status.terminal:
        raise RunClosed(run.status)
    if opening is None or opening.status is not StageStatus.CHECKING:
        raise StageNotActive(report.stage)
    turn = Turn(workflow, run, facts, now, calendar)
    _note_checks(turn, opening, report.results)
    advance(turn)
    return turn.outcome()


def reassess(workflow: Workflow, run: RunState, facts: Facts, now: datetime, calendar: WorkingCalendar) -> Outcome:
    """Look at the run again because the facts changed: people came or left, or its value, risk or kind moved.

    It re-routes, calls the supervisors where nobody is left, and says what the queues must hold; it approves no stage.
    Raises ``RunClosed``.
    """
    if run.status.terminal:
        raise RunClosed(run.status)
    turn = Turn(workflow, run, facts, now, calendar)
    advance(turn)
    return turn.outcome()


def escalate_overdue(
    workflow: Workflow, run: RunState, stage: str, facts: Facts, now: datetime, calendar: WorkingCalendar
) -> Outcome:
    """Hand a stage whose 150 % are over to the queue above; its own deciders may still decide it.

    Checks that have not answered by then call the people of the stage. Raises ``NotDue`` when the timer comes for
    nothing.
    """
    opening = run.latest(stage)
    if run.status is not RunStatus.IN_REVIEW or opening is None or not opening.status.active:
        raise NotDue
    if opening.deadlines.escalate_at is None or now < opening.deadlines.escalate_at:
        raise NotDue
    turn = Turn(workflow, run, facts, now, calendar)
    to: Role | None = opening.role
    if opening.status is StageStatus.CHECKING:
        checks = workflow.stage(stage).checks
        _note_checks(turn, opening, tuple(CheckResult(name, Verdict.NEEDS_HUMAN, code=OVERDUE) for name in checks))
    else:
        to = role_above(workflow.stage(stage), opening.role)
    opening = turn.run.latest(stage) or opening
    if opening.status is StageStatus.OPEN and to is not None:
        turn.hand_over(opening, to, Handover.OVERDUE)
    advance(turn)
    return turn.outcome()


def renew_deadlines(
    workflow: Workflow, run: RunState, facts: Facts, now: datetime, calendar: WorkingCalendar
) -> Outcome:
    """Apply a changed calendar (a holiday announced later) to what is open.

    Deadlines ahead move forward only; what was reminded or escalated stays so. Raises ``RunClosed``.
    """
    if run.status.terminal:
        raise RunClosed(run.status)
    turn = Turn(workflow, replace(run, calendar=calendar.version), facts, now, calendar)
    for opening in run.active():
        clock = deadlines.renewed(opening.deadlines, workflow.stage(opening.name), now, calendar)
        turn.put(replace(opening, deadlines=clock))
    return turn.outcome()


def _require_undecided(run: RunState, stage: str) -> None:
    opening = run.latest(stage)
    if opening is not None and opening.status in ANSWERED:
        raise AlreadyDecided(stage, opening.status)
    if run.status.terminal:
        raise RunClosed(run.status)


def _require_open(run: RunState, stage: str) -> StageRun:
    opening = run.latest(stage)
    if run.status is not RunStatus.IN_REVIEW or opening is None or opening.status is not StageStatus.OPEN:
        raise StageNotActive(stage)
    return opening


def _require_whole(decision: Decision) -> None:
    said = (decision.reason_code, decision.reason)
    if decision.kind is DecisionKind.REJECT and not all(text and text.strip() for text in said):
        raise ReasonRequired
    if decision.kind is DecisionKind.RETURN and not decision.asked_fields:
        raise AskedFieldsRequired


def _follow(turn: Turn, opening: StageRun, decision: Decision) -> None:
    """Draw the consequence of a decision just noted on ``opening``. An abstention has none but its voice."""
    if decision.kind is DecisionKind.APPROVE:
        if missing(turn.workflow, turn.run, opening, turn.facts) == 0:
            turn.close(opening, StageStatus.PASSED)
    elif decision.kind is DecisionKind.RETURN:
        turn.close(opening, StageStatus.RETURNED)
        turn.ask(decision.asked_fields)
    elif decision.kind is DecisionKind.REJECT:
        turn.close(opening, StageStatus.REJECTED)
        turn.conclude(RunStatus.REJECTED)
    elif decision.kind is DecisionKind.ESCALATE:
        above = role_above(turn.workflow.stage(opening.name), opening.role)
        if above is None:
            raise NothingAbove(opening.name)
        turn.hand_over(opening, above, Handover.BY_DECIDER)


def _note_checks(turn: Turn, opening: StageRun, results: tuple[CheckResult, ...]) -> None:
    """Add the first answer of each check that the stage has, then settle the stage if that was the last."""
    known = {result.check: result for result in opening.checks}
    for result in results:
        if result.check in turn.workflow.stage(opening.name).checks:
            known.setdefault(result.check, result)
    settle_checks(turn, turn.put(replace(opening, checks=tuple(known.values()))))
