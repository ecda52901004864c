"""What is asked for where, and how much of it: the items of the four sectors as the demo uses them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from server.cli.demo.draw import Draw
from server.cli.demo.places import PANGAN_BEGAN, PENATAAN_BEGAN, PENDIDIKAN_BEGAN, UMKM_BEGAN, Place

SECTORS = {
    "PANGAN": PANGAN_BEGAN,
    "UMKM": UMKM_BEGAN,
    "PENATAAN_PERMUKIMAN": PENATAAN_BEGAN,
    "PENDIDIKAN": PENDIDIKAN_BEGAN,
}
"""Each sector and the first day on which anything could be asked for in it."""
LEBARAN_ENDS = date(2020, 6, 7)


@dataclass(frozen=True, slots=True)
class Aid:
    """One item as places ask for it: between ``asked`` units (or so many for each household), given in parts ``given``.

    ``weight`` is how often it is asked for beside others of its sector. Parts stay below the value from which the
    sector has a pledge approved first. ``period`` is ``month``, ``year`` or a season's turn.
    """

    sector: str
    kinds: tuple[str, ...]
    item: str
    asked: tuple[int, int]
    given: tuple[int, int]
    weight: float = 1
    per_household: bool = False
    period: str = "month"
    last_day: date | None = None


_HOMES = ("ORPHANAGE", "ELDERLY_HOME", "DISABILITY_HOME", "PESANTREN")
_MARKETS = ("LOKBIN", "LOKSEM")
_CENTRE = ("UMKM_CENTRE",)
AID = (
    Aid("PANGAN", ("RW",), "SEMBAKO", (1, 1), (30, 240), 6, per_household=True),
    Aid("PANGAN", ("RW",), "PAKET_LEBARAN", (1, 1), (40, 400), 2, True, "LEBARAN-2020", LEBARAN_ENDS),
    Aid("PANGAN", ("RW",), "PAKET_THR_KELUARGA", (1, 1), (20, 120), 0.3, True, "LEBARAN-2020", LEBARAN_ENDS),
    Aid("PANGAN", _HOMES, "MAKANAN_SIAP_SAJI", (5, 15), (100, 1_000), 2, per_household=True),
    Aid("PANGAN", _HOMES, "SEMBAKO", (1, 1), (10, 60), 1, per_household=True),
    Aid("UMKM", _MARKETS, "DISINFEKTAN", (60, 600), (40, 400)),
    Aid("UMKM", _MARKETS, "WASTAFEL_PORTABEL", (3, 14), (2, 10)),
    Aid("UMKM", _MARKETS, "ALAT_PELINDUNG", (25, 160), (20, 120)),
    Aid("UMKM", _CENTRE, "PELATIHAN_DARING", (60, 400), (40, 300), 2),
    Aid("UMKM", _CENTRE, "PELATIHAN_LURING", (20, 60), (20, 40)),
    Aid("PENDIDIKAN", ("SCHOOL",), "PONSEL", (20, 140), (10, 49)),
    Aid("PENDIDIKAN", ("SCHOOL",), "TABLET", (15, 90), (8, 37)),
    Aid("PENDIDIKAN", ("SCHOOL",), "LAPTOP", (3, 14), (2, 12), 0.5),
    Aid("PENATAAN_PERMUKIMAN", ("RW",), "SUMUR_RESAPAN", (3, 12), (2, 6), period="year"),
    Aid("PENATAAN_PERMUKIMAN", ("RW",), "PENERANGAN_JALAN", (6, 30), (4, 16), period="year"),
    Aid("PENATAAN_PERMUKIMAN", ("RW",), "TAMAN_DINDING", (30, 160), (20, 90), period="year"),
    Aid("PENATAAN_PERMUKIMAN", ("RW",), "TEMPAT_SAMPAH_TERPADU", (1, 2), (1, 1), period="year"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a place asks for: ``quantity`` units of ``aid`` in ``period``, which ends with ``last_day``."""

    place: Place
    aid: Aid
    period: str
    last_day: date
    quantity: int
    plan_line: str | None = None
    facts: dict[str, object] = field(default_factory=dict)

    @property
    def once(self) -> tuple[str, str, str]:
        """What a place asks for only once."""
        return self.place.key, self.aid.item, self.period


def asking(sector: str, places: Sequence[Place]) -> list[Place]:
    """Return the places that can ask for something in ``sector``."""
    kinds = {kind for aid in AID if aid.sector == sector for kind in aid.kinds}
    is_planned = sector == "PENATAAN_PERMUKIMAN"
    return [place for place in places if place.kind in kinds and bool(place.plan) >= is_planned]


def ask(draw: Draw, sector: str, place: Place, day: date) -> Asked:
    """Return what ``place`` asks for in ``sector`` on ``day``."""
    fitting = [aid for aid in AID if aid.sector == sector and place.kind in aid.kinds and _in_time(aid, day)]
    aid = draw.weighted(fitting, [aid.weight for aid in fitting])
    quantity = draw.between(*aid.asked) * ((place.households or 1) if aid.per_household else 1)
    period, last_day = _period(aid, day)
    if sector != "PENATAAN_PERMUKIMAN":
        return Asked(place, aid, period, last_day, quantity)
    facts: dict[str, object] = {
        "baris_di_cap": True,
        "tahun_cap": 2019,
        "lahan_siap": True,
        "dianggarkan_tahun_ini": False,
        "status_baris": "rencana",
        "volume_rencana": quantity,
    }
    return Asked(place, aid, period, last_day, quantity, f"CAP-2019/{draw.between(1, 40):02}", facts)


def _in_time(aid: Aid, day: date) -> bool:
    return aid.last_day is None or day <= aid.last_day


def _period(aid: Aid, day: date) -> tuple[str, date]:
    if aid.last_day is not None:
        return aid.period, aid.last_day
    if aid.period == "year":
        return f"{day:%Y}", date(day.year, 12, 31)
    after = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return f"{day:%Y-%m}", date.fromordinal(after.toordinal() - 1)
