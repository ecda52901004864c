"""Why a claim or a decision is refused, besides what the engine refuses."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from server.core.errors import Refused


@dataclass(eq=False)
class TaskClaimed(Refused):
    """Somebody else works on the task until ``until`` (UTC)."""

    code: ClassVar[str] = "TASK_CLAIMED"
    until: datetime | None = None


@dataclass(eq=False)
class TaskClosed(Refused):
    """The task is no longer open: it was decided, or the case moved on. ``state`` is where it stands."""

    code: ClassVar[str] = "TASK_CLOSED"
    state: str = ""
