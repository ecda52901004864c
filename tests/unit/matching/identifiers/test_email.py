import pytest

from server.matching.identifiers import email


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" Budi.Santoso+ksbb@Gmail.com ", "budi.santoso+ksbb@gmail.com"),
        ("info@yayasan-maju.or.id", "info@yayasan-maju.or.id"),
        ("o'brien@example.co.id", "o'brien@example.co.id"),
    ],
)
def test_addresses_are_kept_in_lower_case(text: str, address: str) -> None:
    assert email.normalise(text).value == address


@pytest.mark.parametrize(
    "text",
    [
        "budi",
        "budi@",
        "@gmail.com",
        "budi@gmail",
        "budi@@gmail.com",
        "budi@gmail..com",
        ".budi@gmail.com",
        "bu..di@gmail.com",
        "bu di@gmail.com",
        "budi@-gmail.com",
        "budi@gmail.com, ani@gmail.com",
        "budi@gmail.com\nbcc: ani@gmail.com",
        "bud\u0456@gmail.com",
        "budi@gmail.\u212aom",
    ],
)
def test_what_is_no_single_ascii_address_is_refused(text: str) -> None:
    assert email.normalise(text).fault == "EMAIL_FORM"


def test_an_address_too_long_to_be_delivered_is_refused() -> None:
    assert email.normalise("a" * 64 + "@example.com").value is not None
    assert email.normalise("a" * 65 + "@example.com").fault == "EMAIL_LENGTH"
    assert email.normalise("a@" + "b." * 126 + "com").fault == "EMAIL_LENGTH"


def test_only_a_domain_of_ones_own_is_evidence() -> None:
    assert email.own_domain("info@maju.or.id") == "maju.or.id"
    assert email.own_domain("budi@gmail.com") is None
    assert email.own_domain("budi@yahoo.co.id") is None
