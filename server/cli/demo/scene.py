"""Where the demo is played: the installation under a clock that is set, and in whose name each thing is done."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from server.core.act import Act, system_act
from server.core.actor import Actor, HeldGrant, MemberRole
from server.core.clock import SetClock
from server.core.platform import Platform
from server.core.roles import Role

_STAFF = Actor(name="demo", grants=(HeldGrant(Role.VERIFIER), HeldGrant(Role.PARTNER)))
REQUEST = "demo"


@dataclass(slots=True)
class Scene:
    """An installation whose clock goes where the story is; what was written so far, by the keys of the story.

    ``opened_at`` is the present, at which the curtain rises.
    """

    platform: Platform
    clock: SetClock
    opened_at: datetime
    units: dict[str, UUID] = field(default_factory=dict)
    collaborators: dict[int, UUID] = field(default_factory=dict)

    @classmethod
    def on(cls, platform: Platform) -> "Scene":
        """Return a scene on ``platform``, at the present of its clock."""
        now = platform.clock.now()
        clock = SetClock(now)
        return cls(replace(platform, clock=clock), clock, now)

    def platform_act(self) -> Act:
        """Return an act of the platform itself."""
        return system_act(self.platform, REQUEST)

    def staff_act(self) -> Act:
        """Return an act of the city's staff, who look after units and recipients everywhere."""
        return self.act_of(_STAFF)

    def giver_act(self, collaborator: UUID) -> Act:
        """Return an act of somebody in this organisation."""
        return self.act_of(Actor(name="demo", organisations={collaborator: MemberRole.ADMIN}))

    def unit_act(self, unit: UUID) -> Act:
        """Return an act of somebody who speaks for this unit."""
        return self.act_of(Actor(name="demo", units=frozenset({unit})))

    def act_of(self, actor: Actor) -> Act:
        """Return an act of ``actor`` at the time of the scene."""
        return replace(self.platform_act(), actor=actor)
