import pytest

from server.matching.identifiers import phone


@pytest.mark.parametrize(
    "text",
    [
        "081234567890",
        "0812-3456-7890",
        "0812 3456 7890",
        "+62 812 3456 7890",
        "+62 (0)812 3456 7890",
        "62 812-3456-7890",
        "6281234567890",
        "006281234567890",
        "81234567890",
        "'081234567890",
        "(0812) 3456.7890",
    ],
)
def test_every_usual_way_of_writing_comes_to_one_number(text: str) -> None:
    assert phone.normalise(text).value == "+6281234567890"


@pytest.mark.parametrize("text", ["(021) 555-1234", "+62 21 5551234", "0215551234", "62 21 555 1234"])
def test_a_landline_has_its_area_code(text: str) -> None:
    assert phone.normalise(text).value == "+62215551234"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("021 5551234 ext 3", "DIGITS_ONLY"),
        ("0812/0813", "DIGITS_ONLY"),
        ("٠٨١٢٣٤٥٦٧٨٩٠", "DIGITS_ONLY"),
        ("112", "PHONE_PREFIX"),
        ("14045", "PHONE_PREFIX"),
        ("5551234", "PHONE_PREFIX"),
        ("08123456", "PHONE_LENGTH"),
        ("08123456789012", "PHONE_LENGTH"),
        ("0800 1234567", "PHONE_LENGTH"),
        ("021 55", "PHONE_LENGTH"),
        ("+1 23", "PHONE_LENGTH"),
        ("8.12346E+11", "EXCEL_DAMAGED"),
    ],
)
def test_what_cannot_be_called_is_refused(text: str, fault: str) -> None:
    assert phone.normalise(text).fault == fault


def test_a_number_abroad_needs_its_plus_and_warns() -> None:
    reading = phone.normalise("+65 6123 4567")
    assert (reading.value, reading.warnings) == ("+6561234567", ("PHONE_ABROAD",))


@pytest.mark.parametrize("text", ["081111111111", "081200000000", "0000000000", "08999999999"])
def test_filler_behind_a_prefix_is_missing(text: str) -> None:
    reading = phone.normalise(text)
    assert (reading.value, reading.warnings) == (None, ("PLACEHOLDER",))


def test_a_bought_number_of_one_digit_is_a_number() -> None:
    assert phone.normalise("0812 2222 2222").value == "+6281222222222"
