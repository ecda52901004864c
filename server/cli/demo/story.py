"""What happened from April to December 2020: needs, gifts, hand-overs and what the units said, as plain values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from server.cli.demo.aid import SECTORS, Asked, ask, asking
from server.cli.demo.draw import Draw
from server.cli.demo.givers import Giver
from server.cli.demo.places import Place

LAST_GIFT = date(2020, 11, 27)
_MORE_GIFTS = {"PANGAN": 0.66, "UMKM": 0.4, "PENATAAN_PERMUKIMAN": 0.2, "PENDIDIKAN": 0.35}
"""How likely it is that somebody who gave in a sector gives there once more."""
_UNANSWERED = {"PANGAN": 24, "UMKM": 7, "PENATAAN_PERMUKIMAN": 9, "PENDIDIKAN": 15}
"""Needs of each month that nobody is looking for."""
_SHARES_A_NEED = 0.4


@dataclass(frozen=True, slots=True)
class Handover:
    """A hand-over of ``quantity`` and ``surplus`` units on top, and the ``confirmed`` ones that the unit says came."""

    at: datetime
    quantity: int
    surplus: int
    confirmed: int
    confirmed_at: datetime


@dataclass(frozen=True, slots=True)
class Gift:
    """A promise of ``quantity`` units, and what came of it. ``cancelled_at``: its rest was taken back then."""

    giver: int
    at: datetime
    quantity: int
    handovers: tuple[Handover, ...]
    cancelled_at: datetime | None = None


@dataclass(slots=True)
class Chapter:
    """A need with what was given for it. ``opened_at`` is when it was verified."""

    asked: Asked
    opened_at: datetime
    gifts: list[Gift] = field(default_factory=list)

    @property
    def remaining(self) -> int:
        """What nobody has promised; what is cancelled or expires is not promised again."""
        return self.asked.quantity - sum(gift.quantity for gift in self.gifts)


def tell(places: Sequence[Place], givers: Sequence[Giver], zone: ZoneInfo) -> list[Chapter]:
    """Return the needs of 2020 with their gifts, by the time at which they were opened."""
    book = _Book(places, zone)
    for at, giver, sector in sorted(_moments(givers, zone), key=lambda moment: (moment[0], moment[1].number)):
        book.give(at, giver, sector)
    for sector, began in SECTORS.items():
        for month in range(began.month, 12):
            first = max(date(2020, month, 1), began + timedelta(days=1))
            for _ in range(_UNANSWERED[sector]):
                book.leave_open(sector, first)
    return sorted(book.chapters, key=lambda chapter: (chapter.opened_at, chapter.asked.once))


def _moments(givers: Sequence[Giver], zone: ZoneInfo) -> Iterator[tuple[datetime, Giver, str]]:
    """Yield each gift's instant, giver and sector."""
    draw = Draw("moments")
    for giver in givers:
        for place, sector in enumerate(giver.sectors):
            day = giver.first_gift_on if place == 0 else SECTORS[sector] + timedelta(days=draw.between(2, 17))
            while day <= LAST_GIFT:
                yield _at(draw, day, zone), giver, sector
                # Where somebody gives again it is soon, or much later.
                day += timedelta(days=draw.between(4, 21) if draw.chance(0.6) else draw.between(30, 110))
                if not draw.chance(_MORE_GIFTS[sector]):
                    break


def _at(draw: Draw, day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(draw.between(9, 16), draw.between(0, 59)), zone)


class _Book:
    def __init__(self, places: Sequence[Place], zone: ZoneInfo) -> None:
        self._zone = zone
        self._draw = Draw("story")
        self._asking = {sector: asking(sector, places) for sector in SECTORS}
        self._asked: set[tuple[str, str, str]] = set()
        self._open: dict[str, list[Chapter]] = {sector: [] for sector in SECTORS}
        self.chapters: list[Chapter] = []

    def give(self, at: datetime, giver: Giver, sector: str) -> None:
        """Let ``giver`` help: sometimes with what others have begun, else with a need of its own choice."""
        draw, day = self._draw, at.date()
        waiting = [one for one in self._open[sector] if one.remaining > 0 and one.asked.last_day >= day]
        self._open[sector] = waiting
        if waiting and draw.chance(_SHARES_A_NEED):
            chapter = draw.weighted(waiting, [one.asked.place.reach for one in waiting])
        else:
            asked = self._new(sector, day, weighted=True)
            verified = max(at - timedelta(days=draw.between(1, 6)), self._opening(SECTORS[sector]))
            chapter = Chapter(asked, verified)
            self.chapters.append(chapter)
            waiting.append(chapter)
        least, most = chapter.asked.aid.given
        quantity = min(chapter.remaining, draw.between(least, most))
        chapter.gifts.append(_gift(draw, giver, at, quantity))

    def leave_open(self, sector: str, first: date) -> None:
        """Let somebody ask whom nobody answers, in the month that begins with ``first``."""
        asked = self._new(sector, first, weighted=False)
        last = min(27, asked.last_day.day) if asked.last_day.month == first.month else 27
        day = first.replace(day=self._draw.between(first.day, max(first.day, last)))
        self.chapters.append(Chapter(asked, _at(self._draw, day, self._zone)))

    def _new(self, sector: str, day: date, *, weighted: bool) -> Asked:
        """Return something that nobody has asked for; where help goes by itself, it is asked for more."""
        places = self._asking[sector]
        weights = [place.reach if weighted else 1.0 for place in places]
        while True:
            asked = ask(self._draw, sector, self._draw.weighted(places, weights), day)
            if asked.once not in self._asked:
                self._asked.add(asked.once)
                return asked

    def _opening(self, began: date) -> datetime:
        return datetime.combine(began, time(8, 30), self._zone)


def _gift(draw: Draw, giver: Giver, at: datetime, quantity: int) -> Gift:
    fate = draw.share()
    if fate < 0.03:
        return Gift(giver.number, at, quantity, (), at + timedelta(days=draw.between(2, 9)))
    if fate < 0.06:
        # Nothing came, nobody said a word: it ran out.
        return Gift(giver.number, at, quantity, ())
    first = at + timedelta(days=draw.between(2, 12), hours=draw.between(0, 4))
    if quantity >= 20 and fate < 0.16:
        half = quantity // 2
        second = first + timedelta(days=draw.between(3, 9))
        return Gift(
            giver.number,
            at,
            quantity,
            (_handover(draw, first, half), _handover(draw, second, quantity - half)),
        )
    return Gift(giver.number, at, quantity, (_handover(draw, first, quantity),))


def _handover(draw: Draw, at: datetime, quantity: int) -> Handover:
    surplus = draw.between(1, 5) if quantity >= 20 and draw.chance(0.05) else 0
    # Two in a hundred the unit never speaks about; of four in a hundred it missed a few.
    fate = draw.share()
    confirmed = 0 if fate < 0.02 else quantity - quantity // 12 if fate < 0.06 else quantity
    return Handover(
        at, quantity, surplus, confirmed, at + timedelta(days=draw.between(0, 5), hours=draw.between(1, 20))
    )
