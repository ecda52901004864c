"""Codes of the second factor: TOTP (RFC 6238, six digits, 30 seconds) and recovery codes. Each is good once."""

import base64
import hashlib
import hmac
import secrets
from enum import StrEnum
from uuid import UUID

import pyotp

from server.core.act import Act
from server.models.factor import Factor, RecoveryCode
from server.services import personal
from server.services.identity.refusals import NoFactor, WrongCode

STEP_SECONDS = 30
_DRIFT_STEPS = 1
RECOVERY_CODES = 10
_RECOVERY_BYTES = 10


class Means(StrEnum):
    """What a code was."""

    TOTP = "TOTP"
    RECOVERY = "RECOVERY"


def take(act: Act, account_id: UUID, code: str) -> Means:
    """Use up ``code`` of the account's confirmed factor; refuse a wrong or used one."""
    factor = Factor.get_or_none(Factor.account == account_id, Factor.confirmed_at.is_null(False))
    if factor is None:
        raise NoFactor
    text = "".join(code.split()).replace("-", "").upper()
    if take_totp(act, factor, text):
        return Means.TOTP
    used = RecoveryCode.update(used_at=act.now).where(
        RecoveryCode.factor == factor, RecoveryCode.digest == _digest(text), RecoveryCode.used_at.is_null()
    )
    if not used.execute():
        raise WrongCode(path=("code",))
    return Means.RECOVERY


def take_totp(act: Act, factor: Factor, text: str) -> bool:
    """Use up a six-digit code, one step of drift allowed either way; ``False`` when it is wrong or was used."""
    if len(text) != 6 or not (text.isascii() and text.isdigit()):
        return False
    totp = pyotp.TOTP(personal.opened(act.platform.keys, factor, "secret"))
    now = int(act.now.timestamp()) // STEP_SECONDS
    for counter in range(now - _DRIFT_STEPS, now + _DRIFT_STEPS + 1):
        if hmac.compare_digest(totp.generate_otp(counter), text):
            # The condition decides between two requests with the same code.
            unused = Factor.last_counter.is_null() | (Factor.last_counter < counter)
            return bool(Factor.update(last_counter=counter).where(Factor.id == factor.id, unused).execute())
    return False


def new_recovery_codes(act: Act, factor: Factor) -> list[str]:
    """Replace the factor's recovery codes; return them in clear, for the only time."""
    RecoveryCode.delete().where(RecoveryCode.factor == factor).execute()
    codes = [base64.b32encode(secrets.token_bytes(_RECOVERY_BYTES)).decode() for _ in range(RECOVERY_CODES)]
    for code in codes:
        RecoveryCode.create(created_at=act.now, factor=factor, digest=_digest(code))
    return ["-".join(code[start : start + 4] for start in range(0, len(code), 4)) for code in codes]


def _digest(code: str) -> bytes:
    return hashlib.sha256(code.encode()).digest()
