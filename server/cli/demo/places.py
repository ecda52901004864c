"""The places and bodies that aid goes to: some in every kelurahan, by no means as many everywhere."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from server.cli.demo.draw import Draw
from server.core.areas import AreaRecord

PANGAN_BEGAN = date(2020, 4, 24)
UMKM_BEGAN = date(2020, 7, 31)
PENATAAN_BEGAN = date(2020, 11, 1)
PENDIDIKAN_BEGAN = date(2020, 11, 10)

_REACH = {"31.01": 0.3, "31.71": 1.6, "31.72": 0.7, "31.73": 0.9, "31.74": 1.4, "31.75": 0.8}
"""How easily help finds each of the six cities (invented): the centre and the south well, the islands hardly."""
_FORGOTTEN = 0.15
"""The share of kelurahan that nearly nobody looks at: what an equity index is for."""


@dataclass(frozen=True, slots=True)
class Place:
    """A recipient unit to be. ``reach`` is how likely somebody helps there, 1 on average.

    ``households`` is how many of them wait for help: in a home it is its residents.
    """

    key: str
    kind: str
    name: str
    area: str
    opened_on: date
    reach: float
    households: int | None = None
    rw: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    plan: Mapping[str, object] = field(default_factory=dict)


def places(areas: Sequence[AreaRecord]) -> list[Place]:
    """Return the places of the demo, in the order in which they are registered."""
    draw = Draw("places")
    rws = _rws_by_kelurahan(areas)
    reach = {code: _reach(code, draw) for code in sorted(rws)}
    names = {area.code: area.name for area in areas}
    found = [
        *_neighbourhoods(rws, reach, names),
        *_homes(reach, names),
        *_markets(reach, names),
        *_centres(areas, reach),
        *_schools(reach, names),
    ]
    return sorted(found, key=lambda place: (place.opened_on, place.key))


def _rws_by_kelurahan(areas: Sequence[AreaRecord]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for area in areas:
        if area.level == "RW" and area.parent is not None:
            found.setdefault(area.parent, []).append(area.code)
    return found


def _reach(kelurahan: str, draw: Draw) -> float:
    if draw.chance(_FORGOTTEN):
        return 0.03
    return _REACH[kelurahan[:5]] * (0.4 + 1.6 * draw.share())


def _neighbourhoods(
    rws: Mapping[str, Sequence[str]], reach: Mapping[str, float], names: Mapping[str, str]
) -> Iterator[Place]:
    draw = Draw("neighbourhoods")
    for kelurahan, codes in sorted(rws.items()):
        wanted = 1 + (len(codes) > 8 and draw.chance(0.5)) + (len(codes) > 14 and draw.chance(0.4))
        for code in sorted(draw.shuffled(codes)[:wanted]):
            # A few are so small that their figures may not be shown alone.
            households = draw.between(5, 9) if draw.chance(0.03) else draw.between(40, 420)
            yield Place(
                key=f"rw-{code}",
                kind="RW",
                name=f"RW {code[-3:]} {names[kelurahan]}",
                area=kelurahan,
                rw=code,
                opened_on=PANGAN_BEGAN,
                reach=reach[kelurahan],
                households=households,
                plan=_plan(draw) if draw.chance(0.09) else {},
            )


def _plan(draw: Draw) -> Mapping[str, object]:
    """Return what the list of dense RWs says of one that is on it."""
    kinds = draw.weighted(("berat", "sedang", "ringan", "sangat_ringan"), (15, 99, 205, 126))
    return {"rw_di_cap": draw.chance(0.8), "kelas_kumuh": kinds, "tahun_pendataan": 2017}


_HOMES = (
    ("ORPHANAGE", "Panti Asuhan", 34, (18, 75)),
    ("ELDERLY_HOME", "Panti Lansia", 10, (20, 60)),
    ("DISABILITY_HOME", "Panti Disabilitas", 8, (12, 45)),
    ("PESANTREN", "Pesantren", 28, (40, 180)),
)
_BLESSINGS = (
    "Al Barkah",
    "Nurul Falah",
    "Kasih Ibu",
    "Bunda",
    "Harapan",
    "Cahaya",
    "Pelita",
    "Darul Ihsan",
    "Mekar",
    "Sinar Kasih",
    "Tunas",
)


def _homes(reach: Mapping[str, float], names: Mapping[str, str]) -> Iterator[Place]:
    draw = Draw("homes")
    for kind, title, count, (fewest, most) in _HOMES:
        for number, kelurahan in enumerate(draw.shuffled(sorted(reach))[:count]):
            yield Place(
                key=f"{kind.lower()}-{number + 1:02}",
                kind=kind,
                name=f"{title} {draw.pick(_BLESSINGS)}, {names[kelurahan]}",
                area=kelurahan,
                opened_on=PANGAN_BEGAN,
                reach=reach[kelurahan],
                households=draw.between(fewest, most),
            )


def _markets(reach: Mapping[str, float], names: Mapping[str, str]) -> Iterator[Place]:
    draw = Draw("markets")
    for kind, title, count in (("LOKBIN", "Lokbin", 24), ("LOKSEM", "Loksem", 20)):
        for number, kelurahan in enumerate(draw.shuffled(sorted(reach))[:count]):
            yield Place(
                key=f"{kind.lower()}-{number + 1:02}",
                kind=kind,
                name=f"{title} {names[kelurahan]}",
                area=kelurahan,
                opened_on=UMKM_BEGAN,
                reach=reach[kelurahan],
                households=draw.between(25, 140),
            )


def _centres(areas: Sequence[AreaRecord], reach: Mapping[str, float]) -> Iterator[Place]:
    draw = Draw("centres")
    for district in areas:
        if district.level == "DISTRICT":
            kelurahan = min(code for code in reach if code.startswith(f"{district.code}."))
            yield Place(
                key=f"umkm-{district.code}",
                kind="UMKM_CENTRE",
                name=f"Sentra UMKM Kecamatan {district.name}",
                area=kelurahan,
                opened_on=UMKM_BEGAN,
                reach=reach[kelurahan],
                households=draw.between(60, 300),
            )


def _schools(reach: Mapping[str, float], names: Mapping[str, str]) -> Iterator[Place]:
    draw = Draw("schools")
    for number, kelurahan in enumerate(draw.shuffled(sorted(reach))[:64]):
        level = draw.weighted(("SDN", "SMPN", "SMKN", "MI"), (6, 3, 2, 1))
        name = f"{level} {names[kelurahan]} {draw.between(1, 12):02}"
        yield Place(
            key=f"school-{number + 1:02}",
            kind="SCHOOL",
            name=f"{name} Pagi" if level == "SDN" else name,
            area=kelurahan,
            opened_on=PENDIDIKAN_BEGAN,
            reach=reach[kelurahan],
            households=draw.between(30, 220),
            facts={"npsn": f"2099{number + 1:04}", "sekolah_dki": True},
        )
