"""What a collaborator promises against a need, and its parts for single recipients."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from peewee import BooleanField, CharField, Check, CompositeKey, DateField, ForeignKeyField, IntegerField, UUIDField

from server.core.dialect import CodeField, UtcDateTimeField
from server.models.base import BaseRow, EnumField, Row
from server.models.collaborator import Collaborator
from server.models.need import Need
from server.models.recipient import Recipient


class PledgeState(StrEnum):
    """Where a pledge stands. ``RESERVED`` holds its quantity while an approval is awaited."""

    RESERVED = "RESERVED"
    ACCEPTED = "ACCEPTED"
    DELIVERED = "DELIVERED"
    CANCELLED = "CANCELLED"
    EXPIRED = "EXPIRED"
    REJECTED = "REJECTED"


HOLDING = (PledgeState.RESERVED, PledgeState.ACCEPTED)
"""States in which the undelivered rest of a pledge counts in its need's ``reserved``."""


class Pledge(Row):
    """One promise of ``quantity`` units. ``delivered`` of them were handed over, ``released`` were given back.

    ``confirmed`` of the delivered ones came, says the unit.

    It expires at ``expires_at`` unless it is delivered; the expiry also works lazily (see ``services.pledges``).
    """

    need_id: UUID
    need = ForeignKeyField(Need, backref="pledges", on_delete="RESTRICT")
    collaborator_id: UUID
    collaborator = ForeignKeyField(Collaborator, backref="pledges", on_delete="RESTRICT")
    placed_by = UUIDField(null=True)
    quantity = IntegerField(constraints=[Check("quantity > 0")])
    delivered = IntegerField(default=0, constraints=[Check("delivered >= 0")])
    released = IntegerField(default=0, constraints=[Check("released >= 0")])
    confirmed = IntegerField(default=0, constraints=[Check("confirmed >= 0 AND confirmed <= delivered")])
    state: EnumField[PledgeState] = EnumField(PledgeState)
    sector_version = IntegerField()
    scheduled_on = DateField(null=True)
    accepted_at = UtcDateTimeField(null=True)
    expires_at = UtcDateTimeField(null=True)
    version = IntegerField(default=1)
    is_synthetic = BooleanField(default=False)

    class Meta:
        constraints = (Check("delivered + released <= quantity"),)
        indexes = ((("state", "expires_at"), False),)

    @property
    def remaining(self) -> int:
        """What is still to be handed over; nothing once the pledge has ended."""
        return int(self.quantity - self.delivered - self.released)

    def state_at(self, now: datetime) -> PledgeState:
        """Return where the pledge stands: one whose time has come has expired, whether that was written down or not."""
        is_over = self.state in HOLDING and self.expires_at is not None and self.expires_at <= now
        return PledgeState.EXPIRED if is_over else self.state


class AllocationState(StrEnum):
    """Where an allocation stands."""

    HELD = "HELD"
    DELIVERED = "DELIVERED"
    RELEASED = "RELEASED"


class Allocation(Row):
    """One part of a pledge for one recipient, where the sector tracks individuals."""

    pledge_id: UUID
    pledge = ForeignKeyField(Pledge, backref="allocations", on_delete="RESTRICT")
    recipient_id: UUID
    recipient = ForeignKeyField(Recipient, backref="allocations", on_delete="RESTRICT")
    quantity = IntegerField(constraints=[Check("quantity > 0")])
    state: EnumField[AllocationState] = EnumField(AllocationState, default=AllocationState.HELD)
    decision = UUIDField()

    class Meta:
        indexes = ((("pledge", "recipient"), True),)


class Slot(BaseRow):
    """The row that makes overlap impossible: one per key, window period and ordinal (PRODUCT §6).

    ``key`` is the blinded identity (hex) of the person, household, business, unit or plan line; ``period`` is text in
    the city's zone, such as ``2020-11``; ``ordinal`` runs from 1 to the rule's maximum.
    """

    sector = CharField(max_length=32)
    key_kind = CharField(max_length=16)
    key = CharField(max_length=64)
    category = CharField(max_length=48)
    period = CodeField()
    ordinal = IntegerField()
    allocation_id: UUID
    allocation = ForeignKeyField(Allocation, backref="slots", on_delete="RESTRICT")

    class Meta:
        primary_key = CompositeKey("sector", "key_kind", "key", "category", "period", "ordinal")


class SlotSpan(BaseRow):
    """A slot of a rolling window: the half-open span (UTC) in which ``key`` can take no other share of ``category``.

    A constraint of the database (an exclusion on PostgreSQL, triggers on SQLite) refuses spans of one key that share
    an instant.
    """

    sector = CharField(max_length=32)
    key_kind = CharField(max_length=16)
    key = CharField(max_length=64)
    category = CharField(max_length=48)
    starts_at = UtcDateTimeField()
    ends_at = UtcDateTimeField()
    allocation_id: UUID
    allocation = ForeignKeyField(Allocation, backref="spans", on_delete="RESTRICT")

    class Meta:
        indexes = ((("sector", "key_kind", "key", "category", "ends_at"), False),)
