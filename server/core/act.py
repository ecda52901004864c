"""An act: who does something, when, and on which installation. Every service verb takes it first."""

from dataclasses import dataclass
from datetime import date, datetime

from server.core.actor import SYSTEM, Actor
from server.core.platform import Platform


@dataclass(frozen=True, slots=True)
class Act:
    """One request or job.

    ``now`` is UTC and stands still for the whole act, so that all its rows agree. ``language`` is ``id`` or ``en``;
    ``request_id`` ties log, audit and error together; ``address`` is the client's network address, for back-off.
    """

    actor: Actor
    now: datetime
    platform: Platform
    language: str = "id"
    request_id: str = ""
    address: str = ""

    @property
    def today(self) -> date:
        """The date in the city's zone, in which rules and periods are taken."""
        return self.now.astimezone(self.platform.city.zone).date()


def system_act(platform: Platform, request_id: str = "system") -> Act:
    """Return an act of the platform itself: jobs, timers, the demo's loader."""
    return Act(actor=SYSTEM, now=platform.clock.now(), platform=platform, request_id=request_id)
