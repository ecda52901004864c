"""Who helps. A collaborator holds only approved values; what is asked for stands in an application."""

from enum import StrEnum

from peewee import BlobField, BooleanField, CharField, DateField, IntegerField, JSONField

from server.core.dialect import UtcDateTimeField
from server.models.base import EnumField, Row


class CollaboratorKind(StrEnum):
    """What a collaborator is. An ``AGGREGATOR`` pools gifts and needs a licence with an expiry date."""

    INDIVIDUAL = "INDIVIDUAL"
    COMPANY = "COMPANY"
    FOUNDATION = "FOUNDATION"
    COMMUNITY = "COMMUNITY"
    INSTITUTION = "INSTITUTION"
    AGGREGATOR = "AGGREGATOR"


class CollaboratorState(StrEnum):
    """Whether a collaborator may promise more."""

    ACTIVE = "ACTIVE"
    SUSPENDED = "SUSPENDED"
    EXPIRED = "EXPIRED"


class Collaborator(Row):
    """One approved collaborator. ``profile_sealed`` is the approved form as sealed JSON; ``sectors`` are codes."""

    kind: EnumField[CollaboratorKind] = EnumField(CollaboratorKind)
    public_name = CharField(max_length=120)
    profile_sealed = BlobField(null=True)
    sectors = JSONField()
    state: EnumField[CollaboratorState] = EnumField(CollaboratorState, default=CollaboratorState.ACTIVE)
    licence_number = CharField(max_length=64, null=True)
    licence_expires_on = DateField(null=True)
    approved_at = UtcDateTimeField()
    version = IntegerField(default=1)
    source_key = CharField(max_length=80, null=True, unique=True)
    is_synthetic = BooleanField(default=False)
