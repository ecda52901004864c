"""The keyed blocking index: where duplicates are looked for without any clear value."""

from peewee import BlobField, BooleanField, CharField, UUIDField

from server.models.base import Row


class MatchKey(Row):
    """One key of one record. ``digest`` is the blind index of the normalised value under ``purpose``.

    ``holder_kind`` is ``collaborator``, ``application`` or ``recipient``. A dead holder (rejected, withdrawn,
    merged) keeps its keys with ``is_live`` false, so that it never blocks anybody.
    """

    kind = CharField(max_length=16)
    purpose = CharField(max_length=32)
    digest = BlobField()
    holder_kind = CharField(max_length=16)
    holder = UUIDField(index=True)
    is_live = BooleanField(default=True)

    class Meta:
        indexes = ((("digest", "purpose", "kind"), False),)
