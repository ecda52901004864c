"""Accounts and what they hold, made through the services."""

from dataclasses import replace
from uuid import UUID

import pyotp

from server.core.act import Act, system_act
from server.core.actor import MemberRole, Scope
from server.core.platform import Platform
from server.core.roles import Role
from server.models.account import Account
from server.models.grant import Grant
from server.models.membership import Membership
from server.models.session import Session
from server.reads import actors
from server.services.accounts import register
from server.services.factors import enrol
from server.services.grants import create as grants
from server.services.members import invite
from server.services.secrets import digest
from server.services.sessions.start import open_session, rotate

PASSWORD = "jambu-air-42-manis"


def an_account(platform: Platform, email: str = "ani@example.org", name: str = "Ani Lestari") -> Account:
    """Return a verified account with ``PASSWORD``."""
    act = system_act(platform)
    made = register.create(act, register.check(act, email, name, PASSWORD), verified=True)
    assert made is not None
    return made


def a_session(platform: Platform, account: Account, *, stepped_up: bool = False) -> str:
    """Return the token of a fresh session."""
    act = system_act(platform)
    token = open_session(act, account.id)
    if stepped_up:
        token = rotate(act, Session.get(Session.digest == digest(token)).id)
    return token


def acting(platform: Platform, account: Account, *, stepped_up: bool = False) -> Act:
    """Return an act of the account in a browser session of its own."""
    act = system_act(platform)
    found = actors.by_session(platform, a_session(platform, account, stepped_up=stepped_up), act.now)
    assert found is not None
    return replace(act, actor=found.actor, language="en", request_id="test", address="203.0.113.7")


def a_grant(platform: Platform, account: Account, role: Role, scope: Scope | None = None) -> Grant:
    """Return a grant that holds from now on."""
    act = system_act(platform)
    return grants.create(act, grants.Award(account.id, role, scope or Scope(), act.now, None))


def a_sysadmin(platform: Platform, email: str = "admin@example.org") -> Act:
    """Return an act of a system administrator who has shown the second factor."""
    account = an_account(platform, email, "Sari Admin")
    a_grant(platform, account, Role.SYSADMIN)
    return acting(platform, account, stepped_up=True)


def a_member(platform: Platform, account: Account, organisation: UUID, role: MemberRole) -> Membership:
    """Return a membership."""
    return invite.join(system_act(platform), account.id, organisation, role)


def a_factor(platform: Platform, account: Account) -> tuple[pyotp.TOTP, list[str]]:
    """Return the enrolled authenticator and the recovery codes; the code of this moment is used up."""
    act = system_act(platform)
    totp = pyotp.TOTP(enrol.begin(act, account.id).secret)
    return totp, enrol.confirm(act, account.id, totp.at(act.now))
