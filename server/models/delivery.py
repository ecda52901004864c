"""Hand-over with proof, and the unit's independent word that it came."""

from enum import StrEnum
from uuid import UUID

from peewee import BooleanField, CharField, Check, ForeignKeyField, IntegerField, TextField, UUIDField

from server.core.dialect import UtcDateTimeField
from server.models.base import EnumField, Row
from server.models.pledge import Pledge


class DeliveryState(StrEnum):
    """Where a hand-over stands."""

    REPORTED = "REPORTED"
    CONFIRMED = "CONFIRMED"
    DISPUTED = "DISPUTED"


class Delivery(Row):
    """One hand-over of ``quantity`` units under a pledge; ``surplus`` came on top and never counts on the need.

    ``confirmed`` of the ``quantity`` came, says the unit.

    ``proof`` is the upload with the berita acara or photo; ``delivered_at`` is the giver's word, ``created_at`` ours.
    """

    pledge_id: UUID
    pledge = ForeignKeyField(Pledge, backref="deliveries", on_delete="RESTRICT")
    quantity = IntegerField(constraints=[Check("quantity > 0")])
    surplus = IntegerField(default=0, constraints=[Check("surplus >= 0")])
    confirmed = IntegerField(default=0, constraints=[Check("confirmed >= 0 AND confirmed <= quantity")])
    delivered_at = UtcDateTimeField()
    receiver_role = CharField(max_length=64, null=True)
    note = TextField(null=True)
    proof = UUIDField(null=True)
    reported_by = UUIDField(null=True)
    state: EnumField[DeliveryState] = EnumField(DeliveryState, default=DeliveryState.REPORTED)
    version = IntegerField(default=1)
    is_synthetic = BooleanField(default=False)


class Confirmation(Row):
    """What the unit says came of a delivery: the whole, a part, or nothing (``quantity`` 0 with a dispute)."""

    delivery_id: UUID
    delivery = ForeignKeyField(Delivery, backref="confirmations", on_delete="RESTRICT")
    quantity = IntegerField(constraints=[Check("quantity >= 0")])
    by = UUIDField(null=True)
    is_dispute = BooleanField(default=False)
    note = TextField(null=True)
