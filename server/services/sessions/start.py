"""Signing in.

In three steps, since hashing takes long and must not hold a transaction: ``claim`` counts the attempt (committed at
once), ``prove`` compares the password (no transaction), ``start`` opens the session.
"""

from dataclasses import dataclass
from uuid import UUID

from server.core.act import Act
from server.core.dialect import locked
from server.core.errors import TooManyAttempts
from server.core.ids import new_id
from server.core.verbs import verb
from server.models.account import Account
from server.models.factor import Factor
from server.models.session import Session
from server.services import audit, back_off
from server.services.back_off import Subject
from server.services.identity import addresses, passwords
from server.services.identity.refusals import SignInFailed
from server.services.identity.streams import stream
from server.services.secrets import digest, new_token
from server.services.sessions import tidy


@dataclass(frozen=True, slots=True)
class Claim:
    """Who somebody says to be. ``account`` is ``None`` for an address that nobody can sign in with."""

    account: Account | None
    counted: tuple[Subject, Subject]


@dataclass(frozen=True, slots=True)
class Proof:
    """A claim whose password was right; ``rehashed`` is its hash under newer parameters, when they changed."""

    account: Account
    counted: tuple[Subject, Subject]
    rehashed: str | None


def claim(act: Act, email: str) -> Claim:
    """Count an attempt to sign in with ``email``, refuse it while its account or network has to wait, look it up."""
    address = addresses.read(email)
    counted = (back_off.account_subject("sign-in", address), back_off.network_subject(act, "sign-in"))
    back_off.attempt(act, counted)
    found = Account.get_or_none(Account.email_index == addresses.index(act.platform.keys, address))
    return Claim(found if found is not None and _can_sign_in(found) else None, counted)


def prove(act: Act, claimed: Claim, password: str) -> Proof:
    """Compare the password; refuse alike, and after as long a time, whatever is wrong."""
    account = claimed.account
    if not passwords.matches(act, account.password_hash if account else None, password) or account is None:
        raise SignInFailed
    outdated = passwords.is_outdated(act, account.password_hash)
    return Proof(account, claimed.counted, passwords.hashed(act, password) if outdated else None)


@verb(refuses=(SignInFailed, TooManyAttempts))
def start(act: Act, proof: Proof) -> str:
    """Open a session and return its token. The session that the browser had before ends."""
    account = locked(Account.select().where(Account.id == proof.account.id)).get()
    if not _can_sign_in(account) or account.password_hash != proof.account.password_hash:
        raise SignInFailed
    if proof.rehashed is not None:
        Account.update(password_hash=proof.rehashed).where(Account.id == account.id).execute()
    failures = back_off.forgive(act, *proof.counted)
    if act.actor.session_id is not None:
        Session.delete().where(Session.id == act.actor.session_id).execute()
    token = open_session(act, account.id)
    tidy.schedule(act)
    audit.record(act, stream(account.id), "session.started", {"failures_before": failures})
    return token


def open_session(act: Act, account_id: UUID) -> str:
    """Write a session's row and return the token for its cookie."""
    token = new_token()
    Session.create(id=new_id(), created_at=act.now, account=account_id, digest=digest(token), last_seen_at=act.now)
    return token


def rotate(act: Act, session_id: UUID) -> str:
    """Note that the second factor was shown just now, and give the session a new token; the old one is dead."""
    token = new_token()
    Session.update(digest=digest(token), stepped_up_at=act.now).where(Session.id == session_id).execute()
    return token


def has_factor(account_id: UUID) -> bool:
    """Say whether the account has a second factor to show."""
    return bool(Factor.select().where(Factor.account == account_id, Factor.confirmed_at.is_null(False)).exists())


def seen(act: Act, session_id: UUID) -> None:
    """Note that the session is in use. The edge calls it at most once a minute."""
    Session.update(last_seen_at=act.now).where(Session.id == session_id).execute()


def _can_sign_in(account: Account) -> bool:
    return account.verified_at is not None and account.disabled_at is None
