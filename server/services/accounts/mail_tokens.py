"""One-time tokens that prove that somebody reads an address."""

from datetime import timedelta

from server.core.act import Act
from server.models.account import Account
from server.models.mail_token import MailPurpose, MailToken
from server.services.identity.refusals import LinkUnusable
from server.services.secrets import digest, new_token

LIFETIME = {MailPurpose.VERIFY: timedelta(hours=48), MailPurpose.RESET: timedelta(hours=1)}


def issue(act: Act, account: Account, purpose: MailPurpose) -> str:
    """Return a fresh token; earlier ones of the same purpose no longer work."""
    withdraw(act, account, purpose)
    token = new_token()
    MailToken.create(
        created_at=act.now,
        account=account,
        purpose=purpose,
        digest=digest(token),
        expires_at=act.now + LIFETIME[purpose],
    )
    return token


def redeem(act: Act, token: str, purpose: MailPurpose) -> Account:
    """Use up ``token`` and return its account, locked by the update; refuse one that cannot be used (any more)."""
    used = (
        MailToken.update(used_at=act.now)
        .where(
            MailToken.digest == digest(token),
            MailToken.purpose == purpose,
            MailToken.used_at.is_null(),
            MailToken.expires_at > act.now,
        )
        .execute()
    )
    if not used:
        raise LinkUnusable(path=("token",))
    account: Account = MailToken.get(MailToken.digest == digest(token)).account
    if account.disabled_at is not None:
        raise LinkUnusable(path=("token",))
    return account


def withdraw(act: Act, account: Account, purpose: MailPurpose) -> None:
    """Use up whatever tokens of this purpose the account still has."""
    MailToken.update(used_at=act.now).where(
        MailToken.account == account, MailToken.purpose == purpose, MailToken.used_at.is_null()
    ).execute()
