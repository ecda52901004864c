"""Registering, and proving the address."""

from dataclasses import dataclass

from server.core.act import Act
from server.core.dialect import attempt
from server.core.errors import Collector, InvalidInput, Path, TooManyAttempts
from server.core.ids import new_id
from server.core.verbs import verb
from server.models.account import Account
from server.models.mail_token import MailPurpose
from server.services import audit, back_off, letters, personal
from server.services.accounts import mail_tokens
from server.services.identity import addresses, passwords
from server.services.identity.refusals import LinkUnusable
from server.services.identity.streams import stream

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Registration:
    """A form that was checked: the normalised address, the trimmed name and the password's hash."""

    email: str
    name: str
    password_hash: str
    language: str


def claim(act: Act, email: str) -> None:
    """Count a registration against the network and the address, so that nobody floods either with mail."""
    address = addresses.read(email)
    back_off.attempt(act, [back_off.network_subject(act, "register"), back_off.account_subject("register", address)])


def check(act: Act, email: str, name: str, password: str) -> Registration:
    """Return the checked form, refusing all its faults at once. Hashes: call it outside a transaction."""
    faults = Collector()
    address, chosen = "", ""
    with faults.catch():
        address = addresses.read(email)
    with faults.catch():
        chosen = _name(name)
    with faults.catch():
        passwords.check(password, address)
    faults.stop_if_any()
    return Registration(address, chosen, passwords.hashed(act, password), act.language)


@verb(refuses=(TooManyAttempts,))
def register(act: Act, form: Registration) -> None:
    """Create an account that waits for its address to be proven, and write to that address.

    Who registers learns nothing about the address. The owner of a verified account is told by mail that somebody
    tried; one not verified yet takes the newer name and password, and is sent a new link.
    """
    account = create(act, form)
    if account is not None:
        audit.record(act, stream(account.id), "account.registered", {"language": form.language})
    else:
        account = Account.get(Account.email_index == addresses.index(act.platform.keys, form.email))
        if account.verified_at is not None:
            letters.send(act, account, "MAIL_ALREADY_REGISTERED")
            return
        _renew(act, account, form)
    letters.send(act, account, "MAIL_VERIFY", token=mail_tokens.issue(act, account, MailPurpose.VERIFY))


@verb(refuses=(LinkUnusable,))
def verify(act: Act, token: str) -> Account:
    """Take the token from the mail as proof of the address; the account can sign in from now on."""
    account = mail_tokens.redeem(act, token, MailPurpose.VERIFY)
    Account.update(verified_at=act.now).where(Account.id == account.id, Account.verified_at.is_null()).execute()
    account.verified_at = account.verified_at or act.now
    audit.record(act, stream(account.id), "account.verified")
    return account


def create(act: Act, form: Registration, *, verified: bool = False) -> Account | None:
    """Write the account's row; ``None`` when the address has one. ``verified`` is for accounts made by the platform."""
    keys, row_id = act.platform.keys, new_id()
    query = Account.insert(
        id=row_id,
        created_at=act.now,
        email_sealed=personal.seal(keys, Account, "email", row_id, form.email),
        email_index=addresses.index(keys, form.email),
        name_sealed=personal.seal(keys, Account, "name", row_id, form.name),
        password_hash=form.password_hash,
        language=form.language,
        verified_at=act.now if verified else None,
    )
    return None if attempt(query) is None else Account.get_by_id(row_id)


def _renew(act: Act, account: Account, form: Registration) -> None:
    Account.update(
        name_sealed=personal.seal(act.platform.keys, Account, "name", account.id, form.name),
        password_hash=form.password_hash,
        language=form.language,
    ).where(Account.id == account.id, Account.verified_at.is_null()).execute()
    audit.record(act, stream(account.id), "account.registered_again")


def _name(name: str, path: Path = ("name",)) -> str:
    chosen = " ".join(name.split())
    if not 1 <= len(chosen) <= LONGEST_NAME:
        raise InvalidInput(path=path, reason="LENGTH", limit=str(LONGEST_NAME))
    if not chosen.isprintable():
        raise InvalidInput(path=path, reason="INVALID")
    return chosen
