"""Enrolling a second factor: a secret first, then a code that proves that the device has it."""

from dataclasses import dataclass
from uuid import UUID

import pyotp

from server.core.act import Act
from server.core.errors import TooManyAttempts
from server.core.ids import new_id
from server.core.verbs import verb
from server.models.account import Account
from server.models.factor import Factor
from server.policies.permissions import Permission
from server.policies.permits import require
from server.services import audit, back_off, letters, personal
from server.services.factors import codes
from server.services.grants.create import require_over
from server.services.identity.refusals import FactorExists, NoFactor, WrongCode
from server.services.identity.streams import stream

ISSUER = "KSBB"


@dataclass(frozen=True, slots=True)
class Offer:
    """A secret to be put into an authenticator app, as text (base32) and as the URI of a QR code."""

    secret: str
    otpauth_uri: str


@verb(refuses=(FactorExists,))
def begin(act: Act, account_id: UUID) -> Offer:
    """Make a new secret for the account; one that was begun and never confirmed is replaced."""
    account = Account.get_by_id(account_id)
    if Factor.select().where(Factor.account == account, Factor.confirmed_at.is_null(False)).exists():
        raise FactorExists
    Factor.delete().where(Factor.account == account).execute()
    secret, row_id = pyotp.random_base32(), new_id()
    Factor.create(
        id=row_id,
        created_at=act.now,
        account=account,
        secret_sealed=personal.seal(act.platform.keys, Factor, "secret", row_id, secret),
    )
    email = personal.opened(act.platform.keys, account, "email")
    return Offer(secret, pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER))


@verb(refuses=(WrongCode, NoFactor, FactorExists, TooManyAttempts))
def confirm(act: Act, account_id: UUID, code: str) -> list[str]:
    """Take a code as proof that the device holds the secret; return the recovery codes, for the only time."""
    factor = Factor.get_or_none(Factor.account == account_id)
    if factor is None:
        raise NoFactor
    if factor.confirmed_at is not None:
        raise FactorExists
    if not codes.take_totp(act, factor, "".join(code.split())):
        raise WrongCode(path=("code",))
    back_off.forgive(act, back_off.account_subject("factor", account_id))
    Factor.update(confirmed_at=act.now).where(Factor.id == factor.id).execute()
    recovery = codes.new_recovery_codes(act, factor)
    letters.send(act, factor.account, "MAIL_FACTOR_ENROLLED")
    audit.record(act, stream(account_id), "factor.enrolled")
    return recovery


@verb(refuses=(NoFactor,))
def remove(act: Act, account_id: UUID) -> None:
    """Forget the account's factor and its recovery codes; those of another need the right to close accounts."""
    if account_id != act.actor.account_id:
        require(act, Permission.ACCOUNT_DISABLE)
        require_over(act, account_id)
    if not Factor.delete().where(Factor.account == account_id, Factor.confirmed_at.is_null(False)).execute():
        raise NoFactor
    letters.send(act, Account.get_by_id(account_id), "MAIL_FACTOR_REMOVED")
    audit.record(act, stream(account_id), "factor.removed")
