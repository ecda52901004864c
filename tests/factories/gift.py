"""All that a gift takes: a sector, a unit that needs, somebody who gives, somebody who speaks for the unit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from server.core.act import Act, system_act
from server.core.actor import Actor, HeldGrant, MemberRole, Scope
from server.core.ids import new_id
from server.core.platform import Platform
from server.core.roles import Role
from server.models.base import Row
from server.models.collaborator import Collaborator, CollaboratorKind
from server.models.ledger_entry import EntryKind
from server.models.need import Need, NeedState
from server.models.recipient import Recipient, RecipientKind
from server.models.recipient_unit import RecipientUnit
from server.schema.nodes import CATALOG, encode_id
from server.sectors.parse import from_document
from server.sectors.shipped import shipped
from server.services import ledger
from server.services.recipients.identity import index
from server.services.sectors.publish import publish
from server.services.transaction import run
from tests.factories.area import HERE, some_areas
from tests.schema.client import Client

LONG_AGO = datetime(2020, 4, 1, tzinfo=UTC)
FACTS = {"domisili_dki": True, "dtks": True, "aparatur": False, "punya_mobil": False}
MONTHLY: tuple[dict[str, object]] = ({"key": "HOUSEHOLD", "category": "SEMBAKO", "window": "MONTH"},)
"""At most one food parcel a household and month."""


def a_sector(act: Act, code: str = "PANGAN", overlap: Sequence[dict[str, object]] | None = None) -> None:
    """Publish a shipped sector, with other overlap rules when they are given."""
    found = next(one for one in shipped() if one.code == code)
    document = dict(found.document)
    if overlap is not None:
        kept = {str(rule["category"]) for rule in overlap}
        document["overlap"] = [*overlap, *(rule for rule in found.document["overlap"] if rule["category"] not in kept)]  # type: ignore[attr-defined]  # a list of tables
    run(lambda: publish(act, from_document(document), effective_from=LONG_AGO))


def a_unit(act: Act, area: str = HERE, **columns: Any) -> RecipientUnit:
    """Return an RW of 120 households."""
    given = {"kind": "RW", "name": "RW 001", "area": area, "rw": f"{area}.001", "households": 120, **columns}
    return RecipientUnit.create(created_at=act.now, **given)


def a_need(act: Act, unit: RecipientUnit, needed: int = 100, **columns: Any) -> Need:
    """Return an open need for food parcels, in the ledger."""
    given = {"sector": "PANGAN", "item": "SEMBAKO", "category": "SEMBAKO", "period": "2027", **columns}
    need: Need = Need.create(
        created_at=act.now, unit=unit, area=unit.area, sector_version=1, needed=needed, state=NeedState.OPEN, **given
    )
    run(lambda: ledger.post(act, need, EntryKind.NEEDED, needed))
    return need


def a_recipient(act: Act, unit: RecipientUnit, kk: str = "3174030105100012", **columns: Any) -> Recipient:
    """Return an eligible household with this family card (``""`` for none)."""
    given = {"facts": FACTS, "verdict": "ELIGIBLE", "kind": RecipientKind.HOUSEHOLD, "sector": "PANGAN", **columns}
    return Recipient.create(
        created_at=act.now,
        updated_at=act.now,
        unit=unit,
        kk_index=index(act, "kk", kk or None),
        consented_at=act.now,
        facts_as_of=act.today,
        facts_source="test",
        **given,
    )


def a_collaborator(act: Act, name: str = "Yayasan Peduli", **columns: Any) -> Collaborator:
    """Return an active foundation that may help with food."""
    given = {"kind": CollaboratorKind.FOUNDATION, "sectors": ["PANGAN"], **columns}
    return Collaborator.create(created_at=act.now, approved_at=act.now, public_name=name, **given)


def somebody(act: Act, **actor: Any) -> Client:
    """Return somebody signed in, with these parts of an actor."""
    return Client(replace(act, actor=Actor(account_id=new_id(), **actor), language="en"))


def a_member(act: Act, collaborator: Collaborator) -> Client:
    """Return somebody who belongs to the collaborator."""
    return somebody(act, organisations={collaborator.id: MemberRole.MEMBER})


def a_contact(act: Act, unit: RecipientUnit) -> Client:
    """Return somebody who speaks for the unit."""
    return somebody(act, units=frozenset({unit.id}))


def an_officer(act: Act, role: Role, area: str | None = None) -> Client:
    """Return somebody with a role in an area."""
    return somebody(act, grants=(HeldGrant(role, Scope(area)),))


def id_of(row: Row) -> str:
    """Return the id that the API gives the row."""
    return str(encode_id(CATALOG[type(row)].shown_as.__name__, row.id))


@dataclass
class Scene:
    """A need of 100 food parcels in an RW, a giver and a unit contact; ``clock`` is the platform's."""

    platform: Platform
    unit: RecipientUnit
    need: Need
    collaborator: Collaborator
    giver: Client
    contact: Client

    @property
    def act(self) -> Act:
        """An act of the platform at the clock's present time."""
        return system_act(self.platform)

    def now(self, client: Client) -> Client:
        """Return the same one at the clock's present time."""
        return Client(replace(client.act, now=self.platform.clock.now()), client.cookie)

    def place(self, quantity: int = 10, need: Need | None = None, **given: Any) -> dict[str, Any]:
        """Place a pledge of the giver's and return it; a refusal fails the test."""
        payload = self.try_to_place(quantity, need, **given)
        assert payload["errors"] == []
        pledge: dict[str, Any] = payload["pledge"]
        return pledge

    def try_to_place(self, quantity: int = 10, need: Need | None = None, **given: Any) -> dict[str, Any]:
        """Place a pledge of the giver's; return the payload."""
        values = {"needId": id_of(need or self.need), "collaboratorId": id_of(self.collaborator), **given}
        selection = "pledge { id state quantity delivered confirmed remaining expiresAt version }"
        return self.now(self.giver).do("pledgePlace", selection, quantity=quantity, **values)

    def allot(self, pledge: dict[str, Any], recipient: Recipient, quantity: int = 1, **given: Any) -> dict[str, Any]:
        """Allot a part of a pledge as the giver; return the payload."""
        values = {"pledgeId": pledge["id"], "recipientId": id_of(recipient), "quantity": quantity, **given}
        return self.now(self.giver).do("pledgeAllocate", "allocation { id state quantity } warnings", **values)

    def cancel(self, pledge: dict[str, Any], **given: Any) -> dict[str, Any]:
        """Cancel a pledge as the giver; return the payload."""
        values = {"pledgeId": pledge["id"], "expectedVersion": pledge["version"], **given}
        return self.now(self.giver).do("pledgeCancel", "pledge { id state remaining version }", **values)

    def deliver(self, pledge: dict[str, Any], quantity: int, **given: Any) -> dict[str, Any]:
        """Report a hand-over of just now as the giver; return the payload."""
        at = self.act.now.isoformat()
        values = {"pledgeId": pledge["id"], "quantity": quantity, "deliveredAt": at, **given}
        return self.now(self.giver).do("deliveryReport", "delivery { id state confirmed version }", **values)

    def confirm(self, delivery: dict[str, Any], quantity: int, **given: Any) -> dict[str, Any]:
        """Confirm a part of a delivery as the unit's contact; return the payload."""
        values = {"deliveryId": delivery["id"], "expectedVersion": delivery["version"], "quantity": quantity, **given}
        return self.now(self.contact).do("deliveryConfirm", "delivery { id state confirmed version }", **values)

    def counters(self) -> tuple[int, int, int]:
        """Return reserved, delivered, confirmed of the need."""
        need = Need.get_by_id(self.need.id)
        return need.reserved, need.delivered, need.confirmed


def a_scene(platform: Platform, overlap: Sequence[dict[str, object]] | None = None, needed: int = 100) -> Scene:
    """Set the scene, with other overlap rules for a category when they are given."""
    act = system_act(platform)
    some_areas(act)
    a_sector(act, overlap=overlap)
    unit = a_unit(act)
    collaborator = a_collaborator(act)
    return Scene(
        platform=platform,
        unit=unit,
        need=a_need(act, unit, needed),
        collaborator=collaborator,
        giver=a_member(act, collaborator),
        contact=a_contact(act, unit),
    )
