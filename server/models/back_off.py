"""How long somebody who keeps failing must wait; in the database, so that a restart forgives nobody."""

from peewee import CharField, IntegerField

from server.core.dialect import UtcDateTimeField
from server.models.base import BaseRow


class BackOff(BaseRow):
    """The failures of one account or network, under a keyed digest of its name, and until when it waits."""

    key = CharField(max_length=64, primary_key=True)
    failures = IntegerField()
    failed_at = UtcDateTimeField()
    until = UtcDateTimeField()
