"""What a command to the engine comes to: the new state, what the queues must hold, what has to be done besides."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from server.core.roles import Role
from server.workflows.state import Deadlines, RunState, RunStatus


@dataclass(frozen=True, slots=True)
class TaskPlan:
    """What the queue must hold for one open stage: ``places`` open or claimed tasks for holders of ``role``.

    ``vacant`` says that nobody may decide at present: the stage says so on its face, and waits.
    """

    stage: str
    round: int
    role: Role
    places: int
    deadlines: Deadlines
    vacant: bool


@dataclass(frozen=True, slots=True)
class RunChecks:
    """Carry out ``checks`` of this opening of the stage and hand the results to ``record_checks``."""

    stage: str
    round: int
    checks: tuple[str, ...]


class Handover(StrEnum):
    """Why a stage went to another queue."""

    BY_DECIDER = "BY_DECIDER"
    OVERDUE = "OVERDUE"
    NO_DECIDER = "NO_DECIDER"


@dataclass(frozen=True, slots=True)
class Escalated:
    """The stage went to the queue of ``role``; its deciders and the applicant's page say so."""

    stage: str
    role: Role
    why: Handover


@dataclass(frozen=True, slots=True)
class ChangesAsked:
    """The applicant may edit ``fields`` and nothing else, until ``answer_due_at`` (UTC)."""

    fields: frozenset[str]
    answer_due_at: datetime


@dataclass(frozen=True, slots=True)
class Concluded:
    """The run is over; the subject acts on ``status``, on the facts of that day."""

    status: RunStatus


Effect = RunChecks | Escalated | ChangesAsked | Concluded


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer to one command.

    ``tasks`` is the whole truth, not a difference: a stage that it does not list has no open task. So a service makes
    the rows agree (adds what lacks, cancels what is too much) and doing that twice changes nothing. Timers follow the
    ``deadlines`` of ``run.active()``, which rest while changes are requested. ``opened`` and ``closed`` name the
    stages that this command opened and finished. ``effects`` go to the outbox.
    """

    run: RunState
    tasks: tuple[TaskPlan, ...]
    opened: tuple[str, ...]
    closed: tuple[str, ...]
    effects: tuple[Effect, ...]
