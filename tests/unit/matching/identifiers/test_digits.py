import pytest

from server.matching.identifiers import digits


@pytest.mark.parametrize(
    "text",
    [
        "3171015708900001",
        " 3171 0157 0890 0001 ",
        "31.71.01.570890.0001",
        "317101-570890-0001",
        "317101\u2013570890\u00a00001",
        "'3171015708900001",
        "\ufeff3171015708900001\u200b",
    ],
)
def test_separators_and_invisible_marks_fall_away(text: str) -> None:
    assert digits.normalise(text).value == "3171015708900001"


@pytest.mark.parametrize("text", ["", "  ", "'"])
def test_a_blank_is_missing_without_a_word(text: str) -> None:
    reading = digits.normalise(text)
    assert (reading.value, reading.fault, reading.warnings) == (None, None, ())


@pytest.mark.parametrize(
    "text",
    [
        "0",
        "-",
        "--",
        ".",
        "000",
        "0000000000000000",
        "9999999999999999",
        "1111",
        "n/a",
        "NA",
        "Tidak ada",
        "xxx",
        "nan",
        "?",
    ],
)
def test_a_placeholder_is_missing_and_never_a_value(text: str) -> None:
    reading = digits.normalise(text)
    assert (reading.value, reading.fault, reading.warnings) == (None, None, ("PLACEHOLDER",))


@pytest.mark.parametrize("text", ["3.17E+15", "3,17101570890000E+15", "3e15", "3171015708900000.0"])
def test_what_a_spreadsheet_made_of_it_is_called_damage(text: str) -> None:
    assert digits.normalise(text).fault == "EXCEL_DAMAGED"


@pytest.mark.parametrize(
    "text",
    [
        "31710157O8900001",
        "３１７１０１５７０８９００００１",
        "٣١٧١٠١٥٧٠٨٩٠٠٠٠١",
        "317101570890000²",
        "3171015708900001/3171015708900002",
        "+3171015708900001",
    ],
)
def test_letters_signs_and_digits_of_other_scripts_are_refused(text: str) -> None:
    assert digits.normalise(text).fault == "DIGITS_ONLY"


@pytest.mark.parametrize(
    ("one", "other", "is_slip"),
    [
        ("1234", "1235", True),
        ("1234", "1324", True),
        ("1234", "1234", False),
        ("1234", "4231", False),
        ("1234", "1243567", False),
        ("1234", "1256", False),
        ("1234", None, False),
        (None, "1234", False),
    ],
)
def test_a_slip_is_one_digit_or_two_neighbours_swapped(one: str | None, other: str | None, is_slip: bool) -> None:
    assert digits.differ_by_a_slip(one, other) is is_slip
