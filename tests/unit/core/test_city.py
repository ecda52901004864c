from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from server.core.city import SHIPPED, CityError, load_city

PROFILE = (SHIPPED / "jakarta" / "profile.toml").read_text("utf-8")


def write(folder: Path, old: str, new: str) -> Path:
    assert old in PROFILE
    path = folder / "profile.toml"
    path.write_text(PROFILE.replace(old, new), "utf-8")
    return path


def test_jakarta_is_shipped() -> None:
    city = load_city("jakarta")
    assert city.zone.key == "Asia/Jakarta"
    assert city.currency == "IDR"
    assert [level.level for level in city.area_levels] == ["PROVINCE", "CITY", "DISTRICT", "KELURAHAN", "RW"]
    assert city.working_days.weekend == {5, 6}
    assert city.folder == SHIPPED / "jakarta"


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("31", "PROVINCE"),
        ("31.71", "CITY"),
        ("31.71.03", "DISTRICT"),
        ("31.71.03.1002", "KELURAHAN"),
        ("31.71.03.1002.005", "RW"),
        ("31.71.03.1002.05", None),
        ("3171031002", None),
        ("31.71.03.1002\n", None),
        ("٣١", None),
        ("", None),
    ],
)
def test_a_code_tells_its_level_by_its_shape(code: str, level: str | None) -> None:
    found = load_city("jakarta").level_of(code)
    assert (found and found.level) == level


def test_the_day_is_taken_in_the_citys_zone() -> None:
    assert load_city("jakarta").day_of(datetime(2020, 10, 31, 17, 0, tzinfo=UTC)) == date(2020, 11, 1)


def test_another_city_is_a_file(tmp_path: Path) -> None:
    path = write(tmp_path, 'code = "jakarta"\nzone = "Asia/Jakarta"', 'code = "makassar"\nzone = "Asia/Makassar"')
    assert load_city(path).zone.key == "Asia/Makassar"
    assert load_city(tmp_path) == load_city(path)


def test_a_city_nobody_ships_is_refused_with_those_that_are() -> None:
    with pytest.raises(CityError, match="jakarta"):
        load_city("atlantis")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('zone = "Asia/Jakarta"', 'zone = "Asia/Nowhere"', "Nowhere"),
        ('currency = "IDR"\n', "", "currency"),
        ('currency = "IDR"', 'currency = ""', "currency"),
        ('currency = "IDR"', 'currency = "IDR"\ncurency = "IDR"', "curency"),
        ('["SATURDAY", "SUNDAY"]', '["SABTU"]', "SABTU"),
        ("extra_holidays = []", 'extra_holidays = ["31-12-2020"]', "extra_holidays"),
        ("extra_holidays = []", "extra_holidays = 1", "extra_holidays"),
        ("pattern = '\\d{2}'", "pattern = '('", "pattern"),
        ('id = "Daerah Khusus Jakarta"\n', "", "name"),
        ('level = "CITY"', 'level = "PROVINCE"', "area_levels"),
        ('code = "jakarta"', "code = jakarta", "TOML"),
    ],
)
def test_a_profile_with_a_fault_is_refused_by_name(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = write(tmp_path, old, new)
    with pytest.raises(CityError, match=said) as refused:
        load_city(path)
    assert str(path) in str(refused.value)
