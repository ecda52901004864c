"""Where the demo is played: the installation under a clock that is set, and in whose name each thing is done."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from server.cli.demo import names
from server.core.act import Act, system_act
from server.core.actor import Actor, HeldGrant, MemberRole
from server.core.clock import SetClock
from server.core.platform import Platform
from server.core.roles import Role
from server.services.accounts import register

_STAFF = Actor(grants=(HeldGrant(Role.VERIFIER), HeldGrant(Role.PARTNER)))
REQUEST = "demo"
NO_PASSWORD = "!"  # noqa: S105 - no hash of any password: nobody can sign in


@dataclass(slots=True)
class Scene:
    """An installation whose clock goes where the story is; what was written so far, by the keys of the story.

    ``opened_at`` is the present, at which the curtain rises. ``giving`` and ``receiving`` are the accounts that
    stand for all who gave and all who spoke for a unit in 2020: two, since nobody confirms their own hand-over.
    """

    platform: Platform
    clock: SetClock
    opened_at: datetime
    giving: UUID
    receiving: UUID
    units: dict[str, UUID] = field(default_factory=dict)
    collaborators: dict[int, UUID] = field(default_factory=dict)

    @classmethod
    def on(cls, platform: Platform) -> "Scene":
        """Return a scene on ``platform``, at the present of its clock; writes the two accounts that stand for many."""
        now = platform.clock.now()
        clock = SetClock(now)
        staged = replace(platform, clock=clock)
        act = system_act(staged, REQUEST)
        return cls(staged, clock, now, _extra(act, "para-kolaborator"), _extra(act, "para-narahubung"))

    def platform_act(self) -> Act:
        """Return an act of the platform itself."""
        return system_act(self.platform, REQUEST)

    def staff_act(self) -> Act:
        """Return an act of the city's staff, who look after units and recipients everywhere."""
        return self.act_of(replace(_STAFF, account_id=self.receiving))

    def giver_act(self, collaborator: UUID) -> Act:
        """Return an act of somebody in this organisation."""
        return self.act_of(Actor(self.giving, organisations={collaborator: MemberRole.ADMIN}))

    def unit_act(self, unit: UUID) -> Act:
        """Return an act of somebody who speaks for this unit."""
        return self.act_of(Actor(self.receiving, units=frozenset({unit})))

    def act_of(self, actor: Actor) -> Act:
        """Return an act of ``actor`` at the time of the scene."""
        return replace(self.platform_act(), actor=actor)


def _extra(act: Act, local: str) -> UUID:
    """Write an account that nobody can sign in with."""
    form = register.Registration(names.email(local), local.replace("-", " ").title(), NO_PASSWORD, "id")
    account = register.create(act, form, verified=True)
    if account is None:
        raise AssertionError(f"{form.email} has an account in an empty installation")
    key: UUID = account.id
    return key
