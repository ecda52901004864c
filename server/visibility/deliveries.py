"""Deliveries are public where their need is (PRODUCT §7); what was noted and the proof are the parties'."""

from typing import Any

from peewee import fn

from server.core.act import Act
from server.models.delivery import Confirmation, Delivery
from server.models.need import Need
from server.models.pledge import Pledge
from server.models.upload import Upload
from server.visibility import needs, pledges, uploads


def visible(act: Act) -> Any:
    """Deliveries to needs that the actor sees, and those under pledges that the actor sees."""
    public = Pledge.select(Pledge.id).join(Need).where(Pledge.id == Delivery.pledge, needs.visible(act))
    # Looked up for each delivery: a page of the newest must not list every public pledge first.
    return fn.EXISTS(public) | concerned(act)


def concerned(act: Act) -> Any:
    """Return the condition that the actor sees the pledge behind a delivery, and so its notes and proof."""
    return fn.EXISTS(Pledge.select(Pledge.id).where(Pledge.id == Delivery.pledge, pledges.visible(act)))


def confirmations(act: Act) -> Any:
    """What units said of visible deliveries."""
    return Confirmation.delivery.in_(Delivery.select(Delivery.id).where(visible(act)))


def proofs(act: Act) -> Any:
    """Files that prove deliveries under pledges that the actor sees."""
    return Upload.id.in_(Delivery.select(Delivery.proof).where(Delivery.proof.is_null(False), concerned(act)))


uploads.SHOWN_BY.append(proofs)
