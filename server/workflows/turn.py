"""One command at work: the run as it changes, and what has to follow. The verbs of the engine are built on it."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from server.core.roles import Role
from server.workflows import deadlines
from server.workflows.calendar import WorkingCalendar
from server.workflows.deciders import able, missing, role_above
from server.workflows.definition import Stage, Workflow
from server.workflows.outcome import (
    ChangesAsked,
    Concluded,
    Effect,
    Escalated,
    Handover,
    Outcome,
    RunChecks,
    TaskPlan,
)
from server.workflows.state import CheckResult, Facts, RunState, RunStatus, StageRun, StageStatus, Verdict


@dataclass
class Turn:
    """What one command works on. ``run`` is replaced as it goes; the values given in are never changed.

    ``touched_checks`` is set by a resubmission: the checks whose inputs changed, so that the others keep their answer.
    """

    workflow: Workflow
    run: RunState
    facts: Facts
    now: datetime
    calendar: WorkingCalendar
    touched_checks: frozenset[str] | None = None
    effects: list[Effect] = field(default_factory=list)
    before: RunState = field(init=False)

    def __post_init__(self) -> None:
        self.before = self.run

    def put(self, changed: StageRun) -> StageRun:
        """Store ``changed`` in the place of the opening with its name and round."""
        key = (changed.name, changed.round)
        stages = tuple(changed if (old.name, old.round) == key else old for old in self.run.stages)
        self.run = replace(self.run, stages=stages)
        return changed

    def close(self, opening: StageRun, status: StageStatus) -> None:
        """End ``opening`` with ``status``; the instant of its first end is kept."""
        self.put(replace(opening, status=status, closed_at=opening.closed_at or self.now))

    def open(self, stage: Stage) -> None:
        """Open ``stage`` (again): its checks first, those apart that passed and were not touched since."""
        last = self.run.latest(stage.name)
        kept = self._kept_checks(last) if last else ()
        pending = tuple(name for name in stage.checks if name not in {result.check for result in kept})
        if stage.role is None and not pending:
            kept, pending = (), stage.checks
        above = role_above(stage, stage.decided_by) is not None
        opening = StageRun(
            name=stage.name,
            round=last.round + 1 if last else 1,
            status=StageStatus.CHECKING if pending else StageStatus.OPEN,
            role=stage.decided_by,
            opened_at=self.now,
            deadlines=deadlines.started(stage, self.now, self.calendar, somebody_above=above),
            checks=kept,
        )
        self.run = replace(self.run, stages=(*self.run.stages, opening))
        if pending:
            self.effects.append(RunChecks(stage.name, opening.round, pending))

    def hand_over(self, opening: StageRun, role: Role, why: Handover) -> None:
        """Put ``opening`` into the queue of ``role``, whose clock starts afresh."""
        stage = self.workflow.stage(opening.name)
        above = role_above(stage, role) is not None
        clock = deadlines.started(stage, self.now, self.calendar, somebody_above=above)
        self.put(replace(opening, role=role, deadlines=clock))
        self.effects.append(Escalated(stage.name, role, why))

    def ask(self, fields: frozenset[str]) -> None:
        """Send the case back to the applicant for ``fields``, besides those already asked for; the clocks rest."""
        answer_due_at = self.calendar.after(self.now, self.workflow.answer_working_days)
        self.run = replace(
            self.run,
            status=RunStatus.CHANGES_REQUESTED,
            asked_fields=self.run.asked_fields | fields,
            paused_at=self.run.paused_at or self.now,
            answer_due_at=answer_due_at,
        )
        self.effects.append(ChangesAsked(self.run.asked_fields, answer_due_at))

    def conclude(self, status: RunStatus) -> None:
        """End the run with ``status``; whatever is still open ends without an answer."""
        for opening in self.run.active():
            self.close(opening, StageStatus.CANCELLED)
        appeal_days = self.workflow.appeal_working_days
        rejected = status is RunStatus.REJECTED
        self.run = replace(
            self.run,
            status=status,
            asked_fields=frozenset(),
            paused_at=None,
            answer_due_at=None,
            appeal_until=self.calendar.after(self.now, appeal_days) if rejected else None,
            closed_at=self.now,
        )
        self.effects.append(Concluded(status))

    def outcome(self) -> Outcome:
        """Return what the command came to."""
        old = {(stage.name, stage.round): stage for stage in self.before.stages}
        opened = [stage.name for stage in self.run.stages if (stage.name, stage.round) not in old]
        closed = [
            stage.name
            for stage in self.run.stages
            if not stage.status.active
            and ((stage.name, stage.round) not in old or old[stage.name, stage.round].status.active)
        ]
        return Outcome(self.run, tuple(self._plans()), tuple(opened), tuple(closed), tuple(self.effects))

    def _kept_checks(self, last: StageRun) -> tuple[CheckResult, ...]:
        if self.touched_checks is None:
            return ()
        return tuple(
            result
            for result in last.checks
            if result.verdict is Verdict.PASS and result.check not in self.touched_checks
        )

    def _plans(self) -> list[TaskPlan]:
        if self.run.status is not RunStatus.IN_REVIEW:
            return []
        return [
            TaskPlan(
                stage=opening.name,
                round=opening.round,
                role=opening.role,
                # Even a quorum that is met on paper (people left) waits for one more word: silence approves nothing.
                places=max(1, missing(self.workflow, self.run, opening, self.facts)),
                deadlines=opening.deadlines,
                vacant=not able(self.workflow, self.run, opening, self.facts),
            )
            for opening in self.run.active()
            if opening.status is StageStatus.OPEN
        ]
