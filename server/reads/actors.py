"""Who is acting: a session cookie or an access token resolved to an actor, in three statements."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from peewee import Value

from server.core.actor import Actor, HeldGrant, MemberRole, Scope
from server.core.platform import Platform
from server.models.access_token import AccessToken
from server.models.account import Account
from server.models.grant import Grant
from server.models.membership import Membership
from server.models.recipient_unit import UnitContact
from server.models.session import Session

TOUCH_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An actor, the account's language, and the row that proved it; ``is_stale`` = its last use is to be noted."""

    actor: Actor
    language: str
    proof_id: UUID
    is_stale: bool


def by_session(platform: Platform, token: str, now: datetime) -> SignedIn | None:
    """Return who signed in with this session token; ``None`` when the session is unknown, ended or has run out."""
    settings = platform.settings
    row = _first(
        Session.select(Session, Account)
        .join(Account)
        .where(
            Session.digest == _digest(token),
            Session.last_seen_at > now - timedelta(hours=settings.session_idle_hours),
            Session.created_at > now - timedelta(days=settings.session_total_days),
            Account.disabled_at.is_null(),
        )
    )
    if row is None:
        return None
    actor = of_account(platform, row.account, now, session_id=row.id, stepped_up_at=row.stepped_up_at)
    return SignedIn(actor, row.account.language, row.id, now - row.last_seen_at >= TOUCH_EVERY)


def by_access_token(platform: Platform, text: str, now: datetime) -> SignedIn | None:
    """Return whose access token this is; ``None`` when it is malformed, unknown, revoked or has expired."""
    row_id = _id_in(text)
    if row_id is None:
        return None
    row = _first(
        AccessToken.select(AccessToken, Account)
        .join(Account)
        .where(
            AccessToken.id == row_id,
            AccessToken.revoked_at.is_null(),
            AccessToken.expires_at > now,
            Account.disabled_at.is_null(),
        )
    )
    if row is None or not hmac.compare_digest(bytes(row.digest), _digest(text)):
        return None
    actor = of_account(platform, row.account, now, token_scopes=frozenset(row.scopes))
    is_stale = row.last_used_at is None or now - row.last_used_at >= TOUCH_EVERY
    return SignedIn(actor, row.account.language, row.id, is_stale)


def of_account(platform: Platform, account: Account, now: datetime, **strength: Any) -> Actor:
    """Return the actor of ``account`` with the grants that hold now; ``strength`` is how it signed in."""
    organisations, units = _relations(account.id)
    name = platform.keys.open(account.name_sealed, table="account", column="name_sealed", row_id=account.id)
    return Actor(
        account_id=account.id,
        name=name,
        grants=tuple(HeldGrant(row.role, Scope(row.area, row.sector)) for row in grants_of(account.id, now)),
        organisations=organisations,
        units=units,
        **strength,
    )


def grants_of(account_id: UUID, now: datetime) -> Any:
    """Return the account's grants that hold now."""
    return Grant.select().where(
        Grant.account == account_id,
        Grant.valid_from <= now,
        Grant.valid_to.is_null() | (Grant.valid_to > now),
        Grant.revoked_at.is_null(),
    )


def _relations(account_id: UUID) -> tuple[dict[UUID, MemberRole], frozenset[UUID]]:
    # Plain text: as an enumeration it would refuse the empty role that marks a unit.
    role = Membership.role.cast("TEXT")
    belongs = Membership.select(Membership.collaborator, role).where(Membership.account == account_id)
    speaks = UnitContact.select(UnitContact.unit, Value("")).where(
        UnitContact.account == account_id, UnitContact.ended_at.is_null()
    )
    organisations: dict[UUID, MemberRole] = {}
    units: set[UUID] = set()
    for key, role in (belongs.union_all(speaks)).tuples():
        if role:
            organisations[_uuid(key)] = MemberRole(role)
        else:
            units.add(_uuid(key))
    return organisations, frozenset(units)


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(str(value))


def _first(query: Any) -> Any:
    return query.first()


def _id_in(text: str) -> UUID | None:
    prefix, _, rest = text.partition("_")
    key, _, secret = rest.partition("_")
    if prefix != "pat" or len(key) != 32 or not secret:
        return None
    try:
        return UUID(hex=key)
    except ValueError:
        return None


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
