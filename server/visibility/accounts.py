"""Accounts, grants, tokens and sessions: one's own; all accounts and grants for those who look after them."""

from typing import Any

from server.core.act import Act
from server.models.access_token import AccessToken
from server.models.account import Account
from server.models.grant import Grant
from server.models.session import Session
from server.policies.permissions import Permission
from server.policies.permits import permits


def visible(act: Act) -> Any:
    """An account sees itself; whoever may read accounts sees all."""
    return Account.id.is_null(False) if permits(act, Permission.ACCOUNT_READ) else Account.id == act.actor.account_id


def grants(act: Act) -> Any:
    """An account sees its own grants; whoever may read accounts sees all."""
    return Grant.id.is_null(False) if permits(act, Permission.ACCOUNT_READ) else Grant.account == act.actor.account_id


def tokens(act: Act) -> Any:
    """Nobody sees another's access tokens."""
    return AccessToken.account == act.actor.account_id


def sessions(act: Act) -> Any:
    """Nobody sees another's sessions."""
    return Session.account == act.actor.account_id
