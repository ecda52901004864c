"""Who speaks for a unit."""

from uuid import UUID

from server.core.act import Act
from server.core.errors import InvalidInput, NotFound, NotPermitted
from server.core.ids import new_id
from server.core.verbs import verb
from server.models.account import Account
from server.models.recipient_unit import RecipientUnit, UnitContact
from server.services import audit
from server.services.identity import addresses
from server.services.units.kinds import require_may_register, serving
from server.visibility import units as visibility


@verb()
def add_contact(act: Act, unit_id: UUID, email: str) -> RecipientUnit:
    """Let the account with this address speak for the unit; one that did so before does so again."""
    unit = _unit(act, unit_id)
    name(act, unit, account_of(act, email, ("email",)))
    return unit


@verb()
def end_contact(act: Act, contact_id: UUID) -> RecipientUnit:
    """End that somebody speaks for a unit."""
    contact = UnitContact.select().where(UnitContact.id == contact_id, visibility.contacts(act)).first()
    if contact is None:
        raise NotFound(path=("contact_id",))
    unit = _unit(act, contact.unit_id)
    UnitContact.update(ended_at=act.now).where(UnitContact.id == contact_id).execute()
    audit.record(act, f"recipient_unit:{unit.id}", "unit.contact_ended", {"account": contact.account})
    return unit


def account_of(act: Act, email: str, path: tuple[str, ...]) -> UUID:
    """Return the account with this address; refuse an unknown or disabled one."""
    digest = addresses.index(act.platform.keys, addresses.read(email, path))
    found = Account.get_or_none(Account.email_index == digest, Account.disabled_at.is_null())
    if found is None:
        raise InvalidInput(path=path, reason="ACCOUNT_UNKNOWN")
    key: UUID = found.id
    return key


def name(act: Act, unit: RecipientUnit, account: UUID) -> None:
    """Write that ``account`` speaks for ``unit`` from now on. Nobody appoints themself: contacts check on others."""
    if account == act.actor.account_id:
        raise NotPermitted(reason="NOT_YOURSELF")
    row = {"id": new_id(), "created_at": act.now, "unit": unit.id, "account": account, "ended_at": None}
    query = UnitContact.insert(row)
    again = [UnitContact.unit, UnitContact.account]
    query.on_conflict(conflict_target=again, update={UnitContact.ended_at: None}).execute()
    audit.record(act, f"recipient_unit:{unit.id}", "unit.contact_named", {"account": account})


def _unit(act: Act, key: UUID) -> RecipientUnit:
    unit: RecipientUnit | None = RecipientUnit.select().where(RecipientUnit.id == key, visibility.visible(act)).first()
    if unit is None:
        raise NotFound(path=("unit_id",))
    require_may_register(act, serving(act, unit.kind), unit.area)
    return unit
