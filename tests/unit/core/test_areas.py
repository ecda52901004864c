import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from server.core.areas import AreaFileError, AreaRecord, generate_rw, load_areas

JAKARTA = load_areas("jakarta")
SHAPES = {
    "PROVINCE": r"\d\d",
    "CITY": r"\d\d(\.\d\d)",
    "DISTRICT": r"\d\d(\.\d\d){2}",
    "KELURAHAN": r"\d\d(\.\d\d){2}\.\d{4}",
    "RW": r"\d\d(\.\d\d){2}\.\d{4}\.\d{3}",
}
HEADER = "code,level,name,parent,postal_code,grid_col,grid_row,residents,valid_from,valid_to,predecessors\n"


def at(level: str) -> list[AreaRecord]:
    return [area for area in JAKARTA if area.level == level]


def city_in(folder: Path, *lines: str) -> Path:
    (folder / "areas.csv").write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return folder


def test_jakarta_has_its_six_cities_44_districts_and_267_kelurahan() -> None:
    counts = Counter(area.level for area in JAKARTA)
    assert (counts["PROVINCE"], counts["CITY"], counts["DISTRICT"], counts["KELURAHAN"]) == (1, 6, 44, 267)


def test_every_city_has_its_districts_and_kelurahan() -> None:
    def by_city(level: str) -> list[int]:
        return [count for _, count in sorted(Counter(area.code[:5] for area in at(level)).items())]

    assert by_city("DISTRICT") == [2, 8, 6, 8, 10, 10]
    assert by_city("KELURAHAN") == [6, 44, 31, 56, 65, 65]


def test_codes_are_unique_well_formed_and_continue_their_parents() -> None:
    assert len({area.code for area in JAKARTA}) == len(JAKARTA)
    for area in JAKARTA:
        assert re.fullmatch(SHAPES[area.level], area.code)
        assert (area.parent or "") == area.code.rpartition(".")[0]


def test_parents_come_before_their_children() -> None:
    seen: set[str] = set()
    for area in JAKARTA:
        assert area.parent is None or area.parent in seen
        seen.add(area.code)


def test_every_kelurahan_has_a_name_of_its_own_and_a_postal_code() -> None:
    kelurahan = at("KELURAHAN")
    assert len({area.name for area in kelurahan}) == len(kelurahan)
    assert all(re.fullmatch(r"1\d{4}", area.postal_code or "") for area in kelurahan)


def test_a_kelurahan_may_lie_in_another_district_than_its_namesake() -> None:
    jatinegara = next(area for area in at("KELURAHAN") if area.name == "Jatinegara")
    district = next(area for area in at("DISTRICT") if area.code == jatinegara.parent)
    assert district.name == "Cakung"


@pytest.mark.parametrize("level", ["DISTRICT", "KELURAHAN"])
def test_every_tile_has_a_place_of_its_own(level: str) -> None:
    places = [(area.grid_col, area.grid_row) for area in at(level)]
    assert None not in {part for place in places for part in place}
    assert len(set(places)) == len(places)


def test_the_islands_lie_north_of_the_mainland() -> None:
    for area in at("DISTRICT") + at("KELURAHAN"):
        assert area.grid_row is not None
        assert (area.grid_row < 0) == area.code.startswith("31.01")


def test_residents_are_those_of_the_census() -> None:
    assert sum(area.residents or 0 for area in at("CITY")) == 10_562_088


def test_generated_rws_are_near_the_real_number_and_few_on_the_islands() -> None:
    rws = at("RW")
    assert 2_705 <= len(rws) <= 2_743
    assert sum(area.code.startswith("31.01") for area in rws) <= 24
    assert {area.parent for area in rws} == {area.code for area in at("KELURAHAN")}
    assert next(area for area in rws if area.code == "31.71.03.1002.005").name == "RW 005"


def test_rws_are_the_same_for_a_seed_and_others_for_another() -> None:
    assert load_areas("jakarta") == JAKARTA
    assert load_areas("jakarta", seed=1) != JAKARTA
    counts = {generate_rw("31.71.01.1001", 40_000, seed) for seed in range(1_000)}
    assert (min(counts), max(counts)) == (5, 16)
    assert generate_rw("31.01.01.1001", 0, 1) == 3


def test_another_city_states_its_own_residents_rws_dates_and_predecessors(tmp_path: Path) -> None:
    folder = city_in(
        tmp_path,
        "99,PROVINCE,Nusa,,,,,,,,",
        "99.01,CITY,Kota,99,,,,90000,,,",
        "99.01.01,DISTRICT,Hulu,99.01,,,,,,,",
        "99.01.01.1001,KELURAHAN,Lama,99.01.01,10110,0,0,,,2021-01-01,",
        "99.01.01.1002,KELURAHAN,Baru,99.01.01,,1,0,,2021-01-01,,99.01.01.1001",
        "99.01.01.1002.001,RW,RW 001,99.01.01.1002,,,,,,,",
    )
    areas = load_areas(folder)
    assert areas[4].valid_from == areas[3].valid_to == date(2021, 1, 1)
    assert areas[4].predecessors == ("99.01.01.1001",)
    rws = Counter(area.parent for area in areas if area.level == "RW")
    assert rws["99.01.01.1002"] == 1
    assert rws["99.01.01.1001"] == generate_rw("99.01.01.1001", 45_000, 1527)
    assert all(area.valid_to == date(2021, 1, 1) for area in areas if area.parent == "99.01.01.1001")


def test_where_nobody_counted_residents_no_rw_is_invented(tmp_path: Path) -> None:
    areas = load_areas(city_in(tmp_path, "99,PROVINCE,Nusa,,,,,,,,", "99.1,KELURAHAN,Lama,99,,,,,,,"))
    assert [area.level for area in areas] == ["PROVINCE", "KELURAHAN"]


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (["99,PROVINCE,Nusa,,,x,,,,,"], "line 2"),
        (["99,PROVINCE,Nusa"], "line 2"),
        (["99,PROVINCE,Nusa,,,,,,2020-13-01,,"], "line 2"),
        (["99,PROVINCE,Nusa,,,,,,,,"] * 2, "twice"),
        (["99.01,CITY,Kota,99,,,,,,,"], "before its parent"),
    ],
)
def test_a_damaged_file_names_its_fault(tmp_path: Path, lines: list[str], fault: str) -> None:
    with pytest.raises(AreaFileError, match=fault):
        load_areas(city_in(tmp_path, *lines))


def test_an_unknown_city_is_refused() -> None:
    with pytest.raises(AreaFileError, match="atlantis"):
        load_areas("atlantis")
