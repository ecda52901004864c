"""Giving a role."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from server.core.act import Act
from server.core.actor import Scope
from server.core.dialect import locked
from server.core.errors import Collector, InvalidInput, NotFound, NotPermitted
from server.core.roles import INCOMPATIBLE, Role
from server.core.verbs import verb
from server.models.account import Account
from server.models.area import Area
from server.models.grant import Grant
from server.models.sector import Sector
from server.services import audit
from server.services.approvals import reassess
from server.services.identity.refusals import IncompatibleGrant
from server.services.identity.streams import stream


@dataclass(frozen=True, slots=True)
class Award:
    """A role for an account, where and for how long. ``valid_to`` is the first instant at which it is over."""

    account_id: UUID
    role: Role
    scope: Scope
    valid_from: datetime
    valid_to: datetime | None


@verb(refuses=(IncompatibleGrant,))
def create(act: Act, award: Award) -> Grant:
    """Give the role. Only within the giver's own scope, never to oneself, never beside a role it cannot stand with."""
    _check_giver(act, award)
    _check_award(act, award)
    # The lock makes two grants to one account wait for each other: each sees what the other gave.
    account = locked(Account.select().where(Account.id == award.account_id)).first()
    if account is None or account.disabled_at is not None:
        raise NotFound(path=("account_id",))
    _check_pairs(award)
    grant: Grant = Grant.create(
        created_at=act.now,
        account=account,
        role=award.role,
        area=award.scope.area,
        sector=award.scope.sector,
        valid_from=award.valid_from,
        valid_to=award.valid_to,
        granted_by=act.actor.account_id,
    )
    audit.record(act, stream(account.id), "grant.created", {"grant": grant.id, "role": award.role, **_facts(award)})
    reassess.when_given(act, grant)
    return grant


def require_over(act: Act, account_id: UUID) -> None:
    """Refuse a system administrator whose scope does not cover every standing grant of the account.

    Who looks after one district must not be able to shut out those who look after the city.
    """
    own = act.actor.scopes_of(Role.SYSADMIN)
    for held in _held(account_id):
        is_over = held.valid_to is not None and held.valid_to <= act.now
        if not is_over and not any(scope.covers(held.area, held.sector) for scope in own):
            raise NotPermitted(path=("account_id",), reason="NO_GRANT")


def _facts(award: Award) -> dict[str, object]:
    return {
        "area": award.scope.area,
        "sector": award.scope.sector,
        "valid_from": award.valid_from,
        "valid_to": award.valid_to,
    }


def _check_giver(act: Act, award: Award) -> None:
    if act.actor.is_system:
        return
    if award.account_id == act.actor.account_id:
        raise NotPermitted(path=("account_id",), reason="NOT_YOURSELF")
    if not any(own.covers(award.scope.area, award.scope.sector) for own in act.actor.scopes_of(Role.SYSADMIN)):
        raise NotPermitted(path=("area",), reason="NO_GRANT")


def _check_award(act: Act, award: Award) -> None:
    faults = Collector()
    if award.scope.area is not None and not Area.select().where(Area.code == award.scope.area).exists():
        faults.add(InvalidInput(path=("area",), reason="AREA_UNKNOWN"))
    if award.scope.sector is not None and not Sector.select().where(Sector.code == award.scope.sector).exists():
        faults.add(InvalidInput(path=("sector",), reason="SECTOR_UNKNOWN"))
    if award.valid_to is not None and award.valid_to <= max(award.valid_from, act.now):
        faults.add(InvalidInput(path=("valid_to",), reason="PERIOD_PAST"))
    faults.stop_if_any()


def _check_pairs(award: Award) -> None:
    for held in _held(award.account_id):
        if frozenset({held.role, award.role}) in INCOMPATIBLE and _meet(award, held):
            raise IncompatibleGrant(path=("role",), role=award.role, held=held.role)


def _held(account_id: UUID) -> Iterable[Grant]:
    found: Iterable[Grant] = Grant.select().where(Grant.account == account_id, Grant.revoked_at.is_null())
    return found


def _meet(award: Award, held: Grant) -> bool:
    """Say whether some case at some instant would fall under both."""
    later_starts = max(award.valid_from, held.valid_from)
    ends = [end for end in (award.valid_to, held.valid_to) if end is not None]
    in_time = not ends or later_starts < min(ends)
    return in_time and award.scope.overlaps(Scope(held.area, held.sector))
