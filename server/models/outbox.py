"""The background work that was decided and not done yet: one row, one durable job."""

from enum import StrEnum

from peewee import CharField, IntegerField, JSONField

from server.core.dialect import UtcDateTimeField
from server.models.base import EnumField, Row


class OutboxStatus(StrEnum):
    """Where a job stands. A dead one failed too often and waits for a person, who retries or discards it."""

    PENDING = "PENDING"
    DONE = "DONE"
    DEAD = "DEAD"
    DISCARDED = "DISCARDED"


class Outbox(Row):
    """One job. ``key`` makes a second request for the same work vanish, and is stable over all runs.

    ``subject`` (``<noun>:<id>``) is what the job is about; ``payload`` holds ids, never values. ``due`` is when it may
    be handed out (next): a claim moves it to the end of the lease. ``attempts`` counts hand-outs, ``failures`` runs
    that raised; ``error`` says where and how the last one failed, without any value.
    """

    task = CharField(max_length=64)
    key = CharField(max_length=160, unique=True)
    subject = CharField(max_length=120)
    payload = JSONField()
    queue = CharField(max_length=16)
    status: EnumField[OutboxStatus] = EnumField(OutboxStatus, default=OutboxStatus.PENDING)
    due = UtcDateTimeField()
    attempts = IntegerField(default=0)
    failures = IntegerField(default=0)
    error = CharField(max_length=300, null=True)
