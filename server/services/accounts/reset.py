"""Forgotten passwords."""

from server.core.act import Act
from server.core.errors import TooManyAttempts
from server.core.verbs import verb
from server.models.account import Account
from server.models.mail_token import MailPurpose, MailToken
from server.services import audit, back_off, letters, personal
from server.services.accounts import mail_tokens
from server.services.identity import addresses, passwords
from server.services.identity.refusals import LinkUnusable
from server.services.identity.streams import stream
from server.services.secrets import digest
from server.services.sessions.end import end_all
from server.services.tokens.revoke import revoke_all


def claim(act: Act, email: str) -> None:
    """Count a request against the network and the address, so that nobody floods either with mail."""
    address = addresses.read(email)
    back_off.attempt(act, [back_off.network_subject(act, "reset"), back_off.account_subject("reset", address)])


@verb(refuses=(TooManyAttempts,))
def request(act: Act, email: str) -> None:
    """Write a reset link to the address if it has an account; who asks cannot tell."""
    address = addresses.read(email)
    account = Account.get_or_none(Account.email_index == addresses.index(act.platform.keys, address))
    if account is None or account.disabled_at is not None:
        return
    letters.send(act, account, "MAIL_RESET", token=mail_tokens.issue(act, account, MailPurpose.RESET))
    audit.record(act, stream(account.id), "password.reset_requested")


def check(act: Act, token: str, password: str) -> str:
    """Return the hash of a new password that may be set with ``token``. Hashes: call it outside a transaction."""
    found = MailToken.get_or_none(
        MailToken.digest == digest(token),
        MailToken.purpose == MailPurpose.RESET,
        MailToken.used_at.is_null(),
        MailToken.expires_at > act.now,
    )
    if found is None:
        raise LinkUnusable(path=("token",))
    passwords.check(password, personal.opened(act.platform.keys, found.account, "email"))
    return passwords.hashed(act, password)


@verb(refuses=(LinkUnusable, TooManyAttempts))
def reset(act: Act, token: str, password_hash: str) -> Account:
    """Set the new password; every session and access token of the account ends, the second factor stays.

    The link proves the address as well, so an account that was never verified is now.
    """
    account = mail_tokens.redeem(act, token, MailPurpose.RESET)
    Account.update(password_hash=password_hash, verified_at=account.verified_at or act.now).where(
        Account.id == account.id
    ).execute()
    end_all(account.id)
    revoke_all(act, account.id)
    letters.send(act, account, "MAIL_PASSWORD_CHANGED")
    audit.record(act, stream(account.id), "password.reset")
    return account
