"""The story of 2020 as plain values: it says what the city published, and says it the same everywhere."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from server.cli.demo.givers import COUNTED_TO, IN_PANGAN, IN_UMKM, givers
from server.cli.demo.places import Place, places
from server.cli.demo.story import Chapter, Gift, tell
from server.core.areas import load_areas
from server.sectors.shipped import shipped

JAKARTA = ZoneInfo("Asia/Jakarta")


@cache
def _places() -> tuple[Place, ...]:
    return tuple(places(load_areas("jakarta")))


@cache
def _chapters() -> tuple[Chapter, ...]:
    return tuple(tell(_places(), givers(), JAKARTA))


def _gifts(sector: str | None = None, *, to: date = date.max) -> Iterator[tuple[Chapter, Gift]]:
    for chapter in _chapters():
        for gift in chapter.gifts:
            if sector in (None, chapter.asked.aid.sector) and gift.at.date() <= to:
                yield chapter, gift


@pytest.mark.parametrize(
    ("sector", "day", "count"),
    [
        # The donors that the city counted in May, then the collaborators to the end of October (domain study §1.4).
        ("PANGAN", date(2020, 5, 12), 39),
        ("PANGAN", date(2020, 5, 15), 64),
        ("PANGAN", date(2020, 5, 22), 106),
        ("PANGAN", COUNTED_TO, IN_PANGAN),
        ("UMKM", COUNTED_TO, IN_UMKM),
        ("UMKM", date(2020, 7, 31), 0),
        (None, COUNTED_TO, 224),
    ],
)
def test_as_many_gave_as_the_city_counted(sector: str | None, day: date, count: int) -> None:
    assert len({gift.giver for _, gift in _gifts(sector, to=day)}) == count


def test_november_brings_more_givers_and_the_two_other_sectors() -> None:
    assert len({gift.giver for _, gift in _gifts()}) == len(givers()) > 224
    assert {chapter.asked.aid.sector for chapter, _ in _gifts()} == {sector.code for sector in shipped()}


def test_two_tellings_are_one() -> None:
    again = tell(places(load_areas("jakarta")), givers(), JAKARTA)
    assert again == list(_chapters())


def test_nobody_gives_more_than_is_asked_for_nor_before_it_is() -> None:
    for chapter in _chapters():
        assert chapter.remaining >= 0
        assert all(gift.at > chapter.opened_at and gift.at.date() <= chapter.asked.last_day for gift in chapter.gifts)


def test_no_gift_is_so_large_that_its_sector_would_have_it_approved_first() -> None:
    sectors = {sector.code: sector for sector in shipped()}
    for chapter, gift in _gifts():
        sector = sectors[chapter.asked.aid.sector]
        item = sector.item(chapter.asked.aid.item)
        assert item is not None
        # Where every gift is approved first, the threshold is 0.
        threshold = sector.approval.threshold_rupiah
        assert threshold == 0 or item.reference_value_rupiah * gift.quantity <= threshold


def test_every_kelurahan_has_places_and_some_have_no_help() -> None:
    kelurahan = {area.code for area in load_areas("jakarta") if area.level == "KELURAHAN"}
    assert {place.area for place in _places()} == kelurahan
    helped = {chapter.asked.place.area for chapter, _ in _gifts()}
    assert 100 < len(helped) < len(kelurahan)


def test_what_is_handed_over_was_promised_and_what_is_confirmed_was_handed_over() -> None:
    for _, gift in _gifts():
        assert sum(handover.quantity for handover in gift.handovers) in (0, gift.quantity)
        assert all(0 <= handover.confirmed <= handover.quantity for handover in gift.handovers)
        assert all(gift.at < handover.at < handover.confirmed_at for handover in gift.handovers)
