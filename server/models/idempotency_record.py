"""What a mutation with an idempotency key came to, so that a retry gets the same answer and no second effect."""

from peewee import BlobField, CharField, JSONField

from server.models.base import Row


class IdempotencyRecord(Row):
    """One answered request. ``caller`` is the account id (or the address of a signed-out caller).

    ``input_digest`` is a keyed digest of the canonical input; ``outcome`` holds ids and error codes, never values: they
    are resolved anew with the rights that the viewer has at the retry.
    """

    caller = CharField(max_length=64)
    mutation = CharField(max_length=64)
    key = CharField(max_length=128)
    input_digest = BlobField()
    outcome = JSONField()

    class Meta:
        indexes = ((("caller", "mutation", "key"), True), (("created_at",), False))
