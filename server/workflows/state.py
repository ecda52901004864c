"""Where a case stands: plain frozen values that the engine takes and gives, and that services keep as rows.

==================  =====================================================================================
value               rows
==================  =====================================================================================
``RunState``        ``workflow_run``; ``asked_fields``, ``paused_at`` and ``answer_due_at`` are columns of it
``StageRun``        ``run_stage``, one per *opening*, in the order of ``opened_at`` (its ``created_at``); a stage
                    opened again is a new row, whose ``round`` is the count of rows of that name so far
``CheckResult``     ``check_result`` of that stage row
``DecisionTaken``   ``decision`` of that stage row (``decider`` = ``decision.by``, ``created_at`` = ``at``)
``TaskPlan``        what the ``task`` rows of a stage must come to, see ``Outcome``
==================  =====================================================================================

A run is rebuilt from its rows by reading them in that order; nothing else is remembered anywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from server.core.roles import Role


class RunStatus(StrEnum):
    """Where a run stands. The last four are terminal: nothing ever moves a run out of them."""

    IN_REVIEW = "IN_REVIEW"
    CHANGES_REQUESTED = "CHANGES_REQUESTED"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"

    @property
    def terminal(self) -> bool:
        """Say whether the run is over."""
        return self not in {RunStatus.IN_REVIEW, RunStatus.CHANGES_REQUESTED}


class StageStatus(StrEnum):
    """Where one opening of a stage stands. ``CANCELLED``: it ended without an answer, or its answer was reopened."""

    CHECKING = "CHECKING"
    OPEN = "OPEN"
    PASSED = "PASSED"
    RETURNED = "RETURNED"
    REJECTED = "REJECTED"
    CANCELLED = "CANCELLED"

    @property
    def active(self) -> bool:
        """Say whether checks or people still have to answer."""
        return self in {StageStatus.CHECKING, StageStatus.OPEN}


class Verdict(StrEnum):
    """What an automatic check says. ``FAIL`` names the fields at fault; without fields it needs a person too."""

    PASS = "PASS"  # noqa: S105  # a verdict, not a password
    FAIL = "FAIL"
    NEEDS_HUMAN = "NEEDS_HUMAN"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What the check called ``check`` found. ``fields`` are those the applicant can mend; ``code`` says why."""

    check: str
    verdict: Verdict
    fields: frozenset[str] = frozenset()
    code: str | None = None


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What checks of one opening found; ``stage`` and ``round`` are those of the ``RunChecks`` that asked for it."""

    stage: str
    round: int
    results: tuple[CheckResult, ...]


class DecisionKind(StrEnum):
    """What a decider can say."""

    APPROVE = "APPROVE"
    RETURN = "RETURN"
    REJECT = "REJECT"
    ESCALATE = "ESCALATE"
    ABSTAIN = "ABSTAIN"


@dataclass(frozen=True, slots=True)
class Decision:
    """What ``by`` says on ``stage``. ``on_behalf_of`` is who delegated; the caller has verified that delegation.

    A ``REJECT`` needs ``reason_code`` and ``reason`` (text), a ``RETURN`` needs ``asked_fields``.
    """

    stage: str
    by: UUID
    kind: DecisionKind
    reason_code: str | None = None
    reason: str | None = None
    asked_fields: frozenset[str] = frozenset()
    on_behalf_of: UUID | None = None

    @property
    def voices(self) -> frozenset[UUID]:
        """The accounts whose voice this uses up: the decider, and who delegated to the decider."""
        return frozenset({self.by}) if self.on_behalf_of is None else frozenset({self.by, self.on_behalf_of})


@dataclass(frozen=True, slots=True)
class DecisionTaken:
    """A decision that counts: under which role it was taken, and when (UTC)."""

    decision: Decision
    role: Role
    at: datetime


@dataclass(frozen=True, slots=True)
class Resubmission:
    """The applicant's answer: ``by`` whom, the paths of the ``changed`` fields, the checks whose inputs they touch."""

    by: UUID
    changed: frozenset[str] = frozenset()
    touched_checks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The clock of an open stage (UTC): reminders at 50 and 100 % of the SLA, escalation at 150 %.

    ``spent`` is the working time used before ``counted_from``, when the clock rested in between. ``escalate_at`` is
    ``None`` when there is nobody above.
    """

    counted_from: datetime
    remind_at: datetime
    due_at: datetime
    escalate_at: datetime | None
    spent: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class StageRun:
    """One opening of a stage. ``round`` counts the openings of that stage from 1; ``role`` is whose queue it is in."""

    name: str
    round: int
    status: StageStatus
    role: Role
    opened_at: datetime
    deadlines: Deadlines
    checks: tuple[CheckResult, ...] = ()
    decisions: tuple[DecisionTaken, ...] = ()
    closed_at: datetime | None = None

    def said(self, kind: DecisionKind) -> tuple[DecisionTaken, ...]:
        """Return the decisions of one kind, in the order they were taken."""
        return tuple(taken for taken in self.decisions if taken.decision.kind is kind)

    @property
    def voices(self) -> frozenset[UUID]:
        """Everyone whose voice is used up in this opening."""
        return frozenset().union(*(taken.decision.voices for taken in self.decisions))


@dataclass(frozen=True, slots=True)
class RunState:
    """One case under ``(workflow, version)``. ``stages`` holds every opening so far, oldest first.

    ``calendar`` is the version of the calendar by which the deadlines stand. While changes are requested,
    ``asked_fields`` may be edited, the clocks rest since ``paused_at`` and ``answer_due_at`` is the applicant's own
    deadline. After a rejection ``appeal_until`` says how long an appeal is heard.
    """

    workflow: str
    version: int
    status: RunStatus
    calendar: str
    stages: tuple[StageRun, ...] = ()
    asked_fields: frozenset[str] = frozenset()
    paused_at: datetime | None = None
    answer_due_at: datetime | None = None
    appeal_until: datetime | None = None
    closed_at: datetime | None = None

    def latest(self, name: str) -> StageRun | None:
        """Return the last opening of the stage ``name``; ``None`` when it was never opened."""
        return next((stage for stage in reversed(self.stages) if stage.name == name), None)

    def active(self) -> tuple[StageRun, ...]:
        """Return the stages that wait for checks or people."""
        return tuple(stage for stage in self.stages if stage.status.active)

    def voices_in(self, name: str) -> frozenset[UUID]:
        """Return everyone who ever decided the stage ``name``, in any round."""
        return frozenset().union(*(stage.voices for stage in self.stages if stage.name == name))


@dataclass(frozen=True, slots=True)
class Facts:
    """What the engine has to know of the world at ``now``; services look it up afresh for every call.

    ``eligible``: for each role the accounts that hold it over the area and sector of the subject. A delegate is not
    among them by the delegation: ``Decision.on_behalf_of`` is looked up here, and every rule runs on both.
    ``applicants`` act for the applicant; ``beneficiaries`` gain from the case, or wrote what is decided: neither ever
    decides it. ``conflicts``: further accounts that may not decide, each with the code of the reason (same
    organisation, address, bank account). ``value_rupiah``, ``risk`` and ``kind`` route the case.
    """

    eligible: Mapping[Role, frozenset[UUID]]
    applicants: frozenset[UUID] = frozenset()
    beneficiaries: frozenset[UUID] = frozenset()
    conflicts: Mapping[UUID, str] = field(default_factory=lambda: MappingProxyType({}))
    value_rupiah: int | None = None
    risk: str | None = None
    kind: str | None = None

    @property
    def parties(self) -> frozenset[UUID]:
        """Everyone whose own case this is."""
        return self.applicants | self.beneficiaries
