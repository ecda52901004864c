"""Something to be done at an instant: the clock of deadlines, reminders and expiries."""

from peewee import CharField

from server.core.dialect import UtcDateTimeField
from server.models.base import Row


class Timer(Row):
    """One alarm. At ``due`` the task named ``kind`` is put into the outbox for ``subject`` (``<noun>:<id>``).

    At most one timer of a kind waits per subject; ``fired_at`` is ``None`` while it waits.
    """

    kind = CharField(max_length=64)
    subject = CharField(max_length=120)
    due = UtcDateTimeField()
    fired_at = UtcDateTimeField(null=True)
