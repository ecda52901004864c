"""The ready accounts: one for each role, with a password made for this installation and kept in its data folder."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from uuid import UUID

import pyotp

from server.cli.demo import names
from server.cli.demo.scene import Scene
from server.cli.refusal import CannotRun
from server.core.act import Act
from server.core.actor import Scope
from server.core.roles import DECIDERS, Role
from server.services.accounts import register
from server.services.factors import enrol
from server.services.grants import create as grants

FILE = "demo-accounts.json"
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account to sign in with. ``role`` says what it is for; ``totp_secret`` (base32) is its second factor."""

    role: str
    name: str
    email: str
    password: str
    totp_secret: str | None = None
    otpauth_uri: str | None = None


@dataclass(frozen=True, slots=True)
class DemoAccounts:
    """The accounts of this installation, in the order in which they are shown."""

    accounts: tuple[DemoAccount, ...]

    def email_of(self, role: str) -> str:
        """Return the address of the account for ``role``."""
        return next(one.email for one in self.accounts if one.role == role)


@dataclass(frozen=True, slots=True)
class _Part:
    role: str
    name: str
    local: str
    grant: Role | None = None
    sector: str | None = None


COLLABORATOR, UNIT_CONTACT = "COLLABORATOR", "UNIT_CONTACT"
CAST = (
    _Part(COLLABORATOR, "Ratna Wijaya", "kolaborator"),
    _Part(UNIT_CONTACT, "Slamet Purnomo", "narahubung"),
    _Part("VERIFIER", "Dewi Anggraini", "verifikator", Role.VERIFIER),
    _Part("VERIFIER_2", "Taufik Maulana", "verifikator-dua", Role.VERIFIER),
    _Part("APPROVER", "Hendra Kusuma", "dinas", Role.APPROVER),
    _Part("BUREAU_1", "Sri Handayani", "biro-satu", Role.BUREAU),
    _Part("BUREAU_2", "Bambang Nugroho", "biro-dua", Role.BUREAU),
    _Part("PARTNER", "Lina Siregar", "mitra", Role.PARTNER, "PANGAN"),
    _Part("FIELD_OFFICER", "Joko Saputra", "petugas", Role.FIELD_OFFICER),
    _Part("SUPERVISOR", "Maya Lubis", "pengawas", Role.SUPERVISOR),
    _Part("AUDITOR", "Yohanes Sembiring", "auditor", Role.AUDITOR),
    _Part("SYSADMIN", "Fajar Hidayat", "admin", Role.SYSADMIN),
)
"""Who plays; the roles of ``core.roles`` and, without a grant, the two that are relations."""


def enlist(scene: Scene) -> tuple[DemoAccounts, dict[str, UUID]]:
    """Make the accounts with their grants and second factors; return them, and their ids by role."""
    act = scene.platform_act()
    made = [_enlisted(act, part) for part in CAST]
    accounts = DemoAccounts(tuple(account for account, _ in made))
    return accounts, {account.role: key for account, key in made}


def _enlisted(act: Act, part: _Part) -> tuple[DemoAccount, UUID]:
    password = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
    ready = DemoAccount(part.role, part.name, names.email(part.local), password)
    row = register.create(act, register.check(act, ready.email, ready.name, password), verified=True)
    if row is None:
        raise AssertionError(f"{ready.email} has an account in an empty installation")
    if part.grant is not None:
        grants.create(act, grants.Award(row.id, part.grant, Scope(sector=part.sector), act.now, None))
    if part.grant in {*DECIDERS, Role.SYSADMIN}:
        offer = enrol.begin(act, row.id)
        enrol.confirm(act, row.id, pyotp.TOTP(offer.secret).at(act.now))
        ready = replace(ready, totp_secret=offer.secret, otpauth_uri=offer.otpauth_uri)
    return ready, row.id


def write(folder: Path, accounts: DemoAccounts) -> None:
    """Keep the accounts in the data folder, readable by its owner only."""
    path = folder / FILE
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps(asdict(accounts), indent=2) + "\n", encoding="utf-8")


def read(folder: Path) -> DemoAccounts | None:
    """Return the accounts that were kept; ``None`` when this installation has no demo. Raises ``CannotRun``."""
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return DemoAccounts(tuple(DemoAccount(**one) for one in kept["accounts"]))
    except (ValueError, TypeError, KeyError) as error:
        raise CannotRun(f"{path} cannot be read ({type(error).__name__}). Delete it to start without.") from None


def shown(accounts: Sequence[DemoAccount]) -> list[str]:
    """Return the lines that tell a person at the terminal how to sign in."""
    wide = max(len(one.role) for one in accounts)
    farthest = max(len(one.email) for one in accounts)
    lines = [f"  {one.role:<{wide}}  {one.email:<{farthest}}  {one.password}" for one in accounts]
    factors = [f"  {one.role:<{wide}}  {one.otpauth_uri}" for one in accounts if one.otpauth_uri]
    return [
        "Ready accounts (role, e-mail, password):",
        *lines,
        "Second factors (put the secret into an authenticator app):",
        *factors,
    ]
