"""When each collaborator first helped where: what distinct collaborators are counted by."""

from peewee import CharField, CompositeKey, DateField, UUIDField

from server.core.dialect import CodeField
from server.models.base import BaseRow


class FirstPledge(BaseRow):
    """The day (recorded, city's zone) of a collaborator's first accepted pledge in a sector and a kelurahan.

    Distinct collaborators cannot be summed over cells of the cube, since one that helps in two would count twice;
    counting them in the ledger reads every pledge there ever was. This table grows with places helped, not with
    pledges, and one count over it serves the whole city, a sector, an area and any ``asOf``. ``ledger.post`` writes it.
    """

    collaborator = UUIDField()
    sector = CharField(max_length=32)
    area = CodeField()
    day = DateField(index=True)

    class Meta:
        primary_key = CompositeKey("collaborator", "sector", "area")
