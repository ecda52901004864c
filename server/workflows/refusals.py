"""What the engine refuses. Texts stand in ``server.messages`` under the codes."""

from dataclasses import dataclass
from typing import ClassVar

from server.core.errors import Refused


@dataclass(eq=False)
class StageNotActive(Refused):
    """The stage cannot be decided now: an earlier one is not finished, its checks run, or changes are awaited."""

    code: ClassVar[str] = "STAGE_NOT_ACTIVE"
    stage: str = ""


@dataclass(eq=False)
class AlreadyDecided(Refused):
    """The stage was decided before, or by this person. ``outcome`` is what it came to (a ``StageStatus``)."""

    code: ClassVar[str] = "ALREADY_DECIDED"
    stage: str = ""
    outcome: str = ""


@dataclass(eq=False)
class RunClosed(Refused):
    """The case is over: ``status`` (a ``RunStatus``) is how it ended."""

    code: ClassVar[str] = "RUN_CLOSED"
    status: str = ""


@dataclass(eq=False)
class SelfApprovalForbidden(Refused):
    """Nobody decides a case that is their own: as applicant, author or beneficiary, or through a delegate."""

    code: ClassVar[str] = "SELF_APPROVAL_FORBIDDEN"


@dataclass(eq=False)
class ConflictOfInterest(Refused):
    """The decider, or who delegated to them, is too near to the applicant; ``reason`` is a message code."""

    code: ClassVar[str] = "CONFLICT_OF_INTEREST"
    reason: str = ""


@dataclass(eq=False)
class SeparationOfDuties(Refused):
    """The decider, or who delegated to them, decided ``stage`` of this case; another person has to decide here."""

    code: ClassVar[str] = "SEPARATION_OF_DUTIES"
    stage: str = ""


@dataclass(eq=False)
class ReasonRequired(Refused):
    """A rejection needs a reason code and a text that the applicant can understand."""

    code: ClassVar[str] = "REASON_REQUIRED"


@dataclass(eq=False)
class AskedFieldsRequired(Refused):
    """A return for changes has to name the fields that the applicant may change."""

    code: ClassVar[str] = "ASKED_FIELDS_REQUIRED"


@dataclass(eq=False)
class FieldsNotAsked(Refused):
    """The resubmission changes ``fields`` that nobody asked to change."""

    code: ClassVar[str] = "FIELDS_NOT_ASKED"
    fields: tuple[str, ...] = ()


@dataclass(eq=False)
class NothingAbove(Refused):
    """The stage is in the highest queue already and cannot be escalated further."""

    code: ClassVar[str] = "NOTHING_ABOVE"
    stage: str = ""


@dataclass(eq=False)
class NoChangesRequested(Refused):
    """Nothing was sent back to the applicant, so there is nothing to resubmit."""

    code: ClassVar[str] = "NO_CHANGES_REQUESTED"


@dataclass(eq=False)
class NotDue(Refused):
    """A timer came for something that is not due (any more): it was answered, or its deadline moved."""

    code: ClassVar[str] = "NOT_DUE"
