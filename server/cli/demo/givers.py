"""Who gives: as many as the city counted to the end of October 2020, and those who joined in November."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from server.cli.demo import names
from server.cli.demo.draw import Draw
from server.models.collaborator import CollaboratorKind as Kind

COUNTED_TO = date(2020, 10, 31)
IN_PANGAN, IN_UMKM = 143, 81
"""Collaborators with an accepted pledge to that day, as the city published them: 224 in all, none in both."""

_FIRST_GIFTS = {
    # To each day of 2020, how many had given in Pangan: the city's own counts of May, then to the end of October.
    "PANGAN": ((date(2020, 4, 24), 0), (date(2020, 5, 2), 18), (date(2020, 5, 12), 39), (date(2020, 5, 15), 64),
               (date(2020, 5, 22), 106), (date(2020, 7, 31), 121), (date(2020, 10, 30), IN_PANGAN)),
    "UMKM": ((date(2020, 7, 31), 0), (date(2020, 8, 31), 27), (date(2020, 9, 30), 55), (date(2020, 10, 29), IN_UMKM)),
    "PENATAAN_PERMUKIMAN": ((date(2020, 11, 2), 0), (date(2020, 11, 27), 11)),
    "PENDIDIKAN": ((date(2020, 11, 10), 0), (date(2020, 11, 27), 19)),
}  # fmt: skip
_KINDS = {
    "PANGAN": ((Kind.COMPANY, 58), (Kind.FOUNDATION, 36), (Kind.COMMUNITY, 27), (Kind.INDIVIDUAL, 12),
               (Kind.INSTITUTION, 6), (Kind.AGGREGATOR, 4)),
    "UMKM": ((Kind.COMPANY, 46), (Kind.INSTITUTION, 14), (Kind.FOUNDATION, 8), (Kind.COMMUNITY, 8),
             (Kind.INDIVIDUAL, 5)),
    "PENATAAN_PERMUKIMAN": ((Kind.COMPANY, 8), (Kind.FOUNDATION, 3)),
    "PENDIDIKAN": ((Kind.COMPANY, 9), (Kind.FOUNDATION, 4), (Kind.INDIVIDUAL, 4), (Kind.INSTITUTION, 2)),
}  # fmt: skip
_ALSO = {"PANGAN": ("PENDIDIKAN", 0.18), "UMKM": ("PENATAAN_PERMUKIMAN", 0.15)}
"""Where some of the early ones gave in November too, and how many of them."""


@dataclass(frozen=True, slots=True)
class Giver:
    """A collaborator to be. ``sectors`` are in the order in which it began to give there; ``number`` makes its papers.

    ``first_gift_on`` is the day of its first pledge; the papers were in order some days before.
    """

    number: int
    kind: Kind
    name: str
    sectors: tuple[str, ...]
    first_gift_on: date

    @property
    def approved_on(self) -> date:
        """The day on which the city took it in."""
        return self.first_gift_on - timedelta(days=1 + self.number % 4)


def givers() -> list[Giver]:
    """Return the givers of 2020, by the day of their first gift."""
    draw, known = Draw("givers"), names.givers(Draw("giver-names"))
    found: list[Giver] = []
    for sector, kinds in _KINDS.items():
        bodies = draw.shuffled([kind for kind, count in kinds for _ in range(count)])
        for kind, day in zip(bodies, _days(_FIRST_GIFTS[sector]), strict=True):
            also, probability = _ALSO.get(sector, ("", 0.0))
            sectors = (sector, also) if draw.chance(probability) else (sector,)
            found.append(Giver(len(found) + 1, kind, known.of(kind), sectors, day))
    return sorted(found, key=lambda giver: (giver.first_gift_on, giver.number))


def _days(counts: Sequence[tuple[date, int]]) -> Iterator[date]:
    """Yield a day for each giver, spread evenly between the days on which they were counted."""
    for (before, had), (day, have) in pairwise(counts):
        for place in range(have - had):
            yield before + timedelta(days=1 + place * (day - before).days // (have - had))
