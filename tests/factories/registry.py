"""Sectors, units and recipients, and the people who bring them, made through the services."""

from typing import Any
from uuid import UUID

from server.core.act import Act, system_act
from server.core.actor import Scope
from server.core.platform import Platform
from server.core.roles import Role
from server.models.recipient import Recipient
from server.models.recipient_unit import RecipientUnit
from server.services.recipients import register as recipients
from server.services.sectors.publish import ship
from server.services.transaction import run
from server.services.units import contacts
from server.services.units import register as units
from tests.factories.account import a_grant, acting, an_account
from tests.factories.area import HERE, some_areas

NIK = "3174031508850001"
"""Of somebody born on 15 August 1985."""
KK = "3174030105100012"
NIB = "1234567890123"
ELIGIBLE: dict[str, dict[str, Any]] = {
    "PANGAN": {"domisili_dki": True, "dtks": True, "aparatur": False, "punya_mobil": False},
}
"""Facts that the sector's rules are content with."""


def a_registry(platform: Platform) -> None:
    """Load a corner of the city and the shipped sectors."""
    act = system_act(platform)
    some_areas(act)
    run(lambda: ship(act))


def someone(platform: Platform, role: Role, scope: Scope | None = None, name: str = "") -> Act:
    """Return an act of somebody who holds ``role``, the second factor shown."""
    email = f"{name or role.lower()}@example.org"
    account = an_account(platform, email, name or role.title())
    a_grant(platform, account, role, scope)
    return acting(platform, account, stepped_up=True)


def a_partner(platform: Platform, sector: str = "PANGAN", area: str | None = None) -> Act:
    """Return an act of the agency that owns a sector."""
    return someone(platform, Role.PARTNER, Scope(area, sector), f"mitra.{sector.lower()}")


def a_unit(partner: Act, rw: str = "001", area: str = HERE, kind: str = "RW", **values: Any) -> RecipientUnit:
    """Return an RW of ``area`` (or a body of another kind in it) as a recipient unit."""
    given = {"name": f"RW {rw}", "households": 120, **values}
    return run(lambda: units.register(partner, units.Form(kind, area, f"{area}.{rw}", given)))


def a_contact(platform: Platform, partner: Act, unit: RecipientUnit, email: str = "rw@example.org") -> Act:
    """Return an act of somebody who speaks for ``unit``."""
    account = an_account(platform, email, "Bu Tuti")
    run(lambda: contacts.add_contact(partner, unit.id, email))
    return acting(platform, account)


def a_recipient(act: Act, unit: UUID, sector: str = "PANGAN", **given: Any) -> Recipient:
    """Return an eligible household of ``unit``, with ``given`` laid over its identity and form."""
    names = ("name", "birth_date", "nik", "kk", "business_number")
    identity = {"name": "Siti Rahmawati", "nik": NIK, "kk": KK} | {n: given.pop(n) for n in names if n in given}
    values = {"facts": ELIGIBLE.get(sector, {}), "consent": True, **given}
    return run(lambda: recipients.register(act, recipients.Form(unit, sector, identity, **values))).recipient
