"""Queries over accounts and what belongs to them."""

from typing import Any
from uuid import UUID

from server.models.access_token import AccessToken
from server.models.account import Account
from server.models.factor import Factor
from server.models.grant import Grant
from server.models.membership import Invitation, Membership
from server.models.session import Session
from server.reads.paging import newest

NEWEST_ACCOUNTS = newest(Account)
NEWEST_GRANTS = newest(Grant)


def listing(visible: Any) -> Any:
    """Return the accounts that the viewer may see."""
    return Account.select().where(visible)


def grants(visible: Any, account_id: UUID | None) -> Any:
    """Return the grants that the viewer may see, of one account when it is given; those that ended are among them."""
    found = Grant.select().where(visible)
    return found if account_id is None else found.where(Grant.account == account_id)


def account(account_id: UUID) -> Any:
    """Return the account with this id."""
    return Account.select().where(Account.id == account_id)


def has_factor(account_id: UUID) -> bool:
    """Say whether the account has a confirmed second factor."""
    found: bool = Factor.select().where(Factor.account == account_id, Factor.confirmed_at.is_null(False)).exists()
    return found


def tokens_of(account_id: UUID) -> Any:
    """Return the access tokens of an account that were not revoked, the newest first."""
    found = AccessToken.select().where(AccessToken.account == account_id, AccessToken.revoked_at.is_null())
    return found.order_by(AccessToken.id.desc())


def sessions_of(account_id: UUID) -> Any:
    """Return the sessions of an account, the newest first."""
    return Session.select().where(Session.account == account_id).order_by(Session.id.desc())


def memberships_of(account_id: UUID) -> Any:
    """Return what the account belongs to."""
    return Membership.select().where(Membership.account == account_id).order_by(Membership.id)


def members(collaborator_id: UUID) -> Any:
    """Return who belongs to an organisation, in the order of joining."""
    return Membership.select().where(Membership.collaborator == collaborator_id).order_by(Membership.id)


def invitations(collaborator_id: UUID, visible: Any) -> Any:
    """Return the invitations of an organisation that were not accepted yet and that the viewer may see."""
    found = Invitation.select().where(Invitation.collaborator == collaborator_id, Invitation.accepted_at.is_null())
    return found.where(visible).order_by(Invitation.id)


def with_ids(keys: list[UUID]) -> Any:
    """Return the accounts with these ids; the caller has seen to it that their owner may be shown."""
    return Account.select().where(Account.id.in_(keys))
