"""Who is acting: the account with its grants, memberships and the strength of its sign-in, as one value."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from server.core.roles import Role


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a grant holds: an area subtree (Kemendagri code, ``None`` = whole city) and a sector (``None`` = all)."""

    area: str | None = None
    sector: str | None = None

    def covers(self, area: str | None, sector: str | None) -> bool:
        """Say whether a case at ``area`` in ``sector`` lies inside this scope."""
        in_area = self.area is None or (area is not None and (area == self.area or area.startswith(f"{self.area}.")))
        return in_area and self.sector in (None, sector)

    def overlaps(self, other: "Scope") -> bool:
        """Say whether some case lies inside both scopes."""
        areas = self.area is None or other.area is None or self.covers_area(other) or other.covers_area(self)
        return areas and (self.sector is None or other.sector is None or self.sector == other.sector)

    def covers_area(self, other: "Scope") -> bool:
        """Say whether ``other``'s area lies inside this one's."""
        return self.covers(other.area, self.sector)


@dataclass(frozen=True, slots=True)
class HeldGrant:
    """A role held now, with its scope; grants outside their validity are never loaded."""

    role: Role
    scope: Scope = field(default_factory=Scope)


class MemberRole(StrEnum):
    """What a person is in an organisation."""

    MEMBER = "MEMBER"
    ADMIN = "ADMIN"


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who acts. ``account_id`` is ``None`` for the public and for the system.

    ``organisations`` maps collaborator id to the member's role; ``units`` are the recipient units that the account
    speaks for; ``token_scopes`` is ``None`` for a browser session (all permissions of the account) and a set of
    permission names for a personal access token; ``session_id`` is the row of the browser session, if there is one;
    ``stepped_up_at`` is when the second factor was last shown in it.
    """

    account_id: UUID | None = None
    name: str = ""
    grants: tuple[HeldGrant, ...] = ()
    organisations: dict[UUID, MemberRole] = field(default_factory=dict)
    units: frozenset[UUID] = frozenset()
    token_scopes: frozenset[str] | None = None
    session_id: UUID | None = None
    stepped_up_at: datetime | None = None
    is_system: bool = False

    @property
    def is_public(self) -> bool:
        """Say whether nobody is signed in."""
        return self.account_id is None and not self.is_system

    def holds(self, role: Role, area: str | None = None, sector: str | None = None) -> bool:
        """Say whether the actor holds ``role`` for a case at ``area`` in ``sector``."""
        return any(g.role is role and g.scope.covers(area, sector) for g in self.grants)

    def has_role(self, *roles: Role) -> bool:
        """Say whether the actor holds one of ``roles`` anywhere."""
        return any(g.role in roles for g in self.grants)

    def scopes_of(self, *roles: Role) -> tuple[Scope, ...]:
        """Return where the actor holds one of ``roles``."""
        return tuple(g.scope for g in self.grants if g.role in roles)


PUBLIC = Actor()
SYSTEM = Actor(name="system", is_system=True)
