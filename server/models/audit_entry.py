"""The hash-chained history: one stream per aggregate, one entry per thing that happened to it."""

from peewee import BlobField, CharField, IntegerField, UUIDField

from server.models.base import Row


class AuditEntry(Row):
    """One link. ``digest`` = HMAC-SHA-256(audit key, previous digest + ``body``); ``body`` is the exact bytes hashed.

    ``stream`` is ``<noun>:<id>``; ``seq`` counts from 1 within it. Personal values never stand in ``body``.
    """

    stream = CharField(max_length=80)
    seq = IntegerField()
    event = CharField(max_length=64)
    actor = UUIDField(null=True)
    body = BlobField()
    digest = BlobField()

    class Meta:
        indexes = ((("stream", "seq"), True), (("created_at",), False))
