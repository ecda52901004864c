"""What the rules said of whom, when, on which facts and by which version. Never changed, never deleted."""

from enum import StrEnum

from peewee import CharField, IntegerField, JSONField, UUIDField

from server.models.base import EnumField, Row


class Occasion(StrEnum):
    """When eligibility is checked (PRODUCT §5)."""

    REGISTRATION = "REGISTRATION"
    PLEDGE = "PLEDGE"
    ALLOCATION = "ALLOCATION"
    DELIVERY = "DELIVERY"


class EligibilityDecision(Row):
    """One verdict. ``facts`` is the snapshot with source and as-of day; ``clauses`` the result of each clause.

    ``subject_kind`` is ``recipient`` or ``recipient_unit``.
    """

    subject_kind = CharField(max_length=32)
    subject_id = UUIDField()
    occasion: EnumField[Occasion] = EnumField(Occasion)
    sector = CharField(max_length=32)
    sector_version = IntegerField()
    verdict = CharField(max_length=16)
    facts = JSONField()
    clauses = JSONField()
    missing = JSONField()

    class Meta:
        indexes = ((("subject_id", "created_at"), False),)
