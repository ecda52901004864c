"""The one who looks."""

from datetime import datetime, timedelta
from typing import Any

from server.core.roles import DECIDERS, Role
from server.policies.grants import NEEDS_SECOND_FACTOR
from server.policies.permissions import Permission
from server.policies.permits import SECOND_FACTOR, denial, require
from server.policies.predicates import ANYWHERE
from server.reads import accounts, units
from server.schema.context import Info
from server.schema.fields import field, object_type
from server.schema.identity.access import AccessToken, Session
from server.schema.identity.belonging import Membership
from server.schema.identity.types import Account
from server.schema.units.types import RecipientUnit


@object_type
class SecondFactor:
    """How the viewer stands with the second factor."""

    is_enrolled: bool = field("Whether there is one.")
    is_required: bool = field("Whether a role of the viewer needs one.")
    shown_until: datetime | None = field("Until when it counts as shown in this session; null when it is not.")
    unlocks: list[str] = field("Permissions that the viewer has once it is shown.")


@object_type
class Viewer:
    """Who is signed in, and what they may do."""

    @field
    def account(self, info: Info) -> Account:
        """The account, with name and e-mail in full."""
        found: Account = accounts.account(_in_person(info)).get()
        return found

    @field
    def organisations(self, info: Info) -> list[Membership]:
        """What the viewer belongs to."""
        return list(accounts.memberships_of(_in_person(info)))

    @field
    def units(self, info: Info) -> list[RecipientUnit]:
        """The recipient units that the viewer speaks for."""
        _in_person(info)
        return list(units.with_keys(info.context.act.actor.units))

    @field
    def permissions(self, info: Info) -> list[str]:
        """What the viewer may do now, somewhere; whether for one object, the object says."""
        return [one.value for one in Permission if _denied(info, one) is None]

    @field
    def second_factor(self, info: Info) -> SecondFactor:
        """How the viewer stands with the second factor."""
        act = info.context.act
        shown = act.actor.stepped_up_at
        until = None if shown is None else shown + timedelta(minutes=act.platform.settings.step_up_minutes)
        return SecondFactor(
            is_enrolled=accounts.has_factor(_me(info)),
            is_required=act.actor.has_role(*DECIDERS, Role.SYSADMIN),
            shown_until=until if until is not None and until >= act.now else None,
            unlocks=[one.value for one in sorted(NEEDS_SECOND_FACTOR) if _denied(info, one) == SECOND_FACTOR],
        )

    @field
    def sessions(self, info: Info) -> list[Session]:
        """The browsers in which the viewer is signed in."""
        return list(accounts.sessions_of(_in_person(info)))

    @field
    def access_tokens(self, info: Info) -> list[AccessToken]:
        """The viewer's access tokens that were not revoked."""
        return list(accounts.tokens_of(_in_person(info)))


def _me(info: Info) -> Any:
    return info.context.act.actor.account_id


def _in_person(info: Info) -> Any:
    """Return who looks; refuse an access token that was not made for the account itself."""
    require(info.context.act, Permission.SELF)
    return _me(info)


def _denied(info: Info, permission: Permission) -> str | None:
    act = info.context.act
    return denial(act.actor, permission, ANYWHERE, act.now, act.platform.settings.step_up_minutes)
