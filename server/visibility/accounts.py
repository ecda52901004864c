"""Accounts, grants, tokens and sessions: one's own; all accounts and grants for those who look after them."""

from typing import Any

from server.core.act import Act
from server.models.access_token import AccessToken
from server.models.account import Account
from server.models.grant import Grant
from server.models.session import Session
from server.policies.permissions import Permission
from server.policies.permits import permits
from server.visibility.scopes import EVERYTHING, NOTHING


def visible(act: Act) -> Any:
    """An account sees itself; whoever may read accounts sees all."""
    return EVERYTHING if permits(act, Permission.ACCOUNT_READ) else _own(act, Account.id)


def grants(act: Act) -> Any:
    """An account sees its own grants; whoever may read accounts sees all."""
    return EVERYTHING if permits(act, Permission.ACCOUNT_READ) else _own(act, Grant.account)


def tokens(act: Act) -> Any:
    """Nobody sees another's access tokens."""
    return _own(act, AccessToken.account)


def sessions(act: Act) -> Any:
    """Nobody sees another's sessions."""
    return _own(act, Session.account)


def _own(act: Act, column: Any) -> Any:
    return column == act.actor.account_id if permits(act, Permission.SELF) else NOTHING
