from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.matching.identifiers import KINDS, bank_account, kk, nib, nisn, npsn, npwp

TODAY = date(2026, 11, 25)
NIK = "3171015708900001"


def test_a_family_card_is_read_by_its_day_of_registration() -> None:
    assert kk.normalise("31.71.01.110412.0003", TODAY).value == "3171011104120003"
    assert kk.normalise("3171011104120010", TODAY).warnings == ("KK_ENDS_IN_ZERO",)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("317101110412000", "KK_LENGTH"),
        ("0071011104120003", "KK_REGION"),
        ("3171013104120003", "KK_DATE"),
        ("3171013204120003", "KK_DATE"),
        ("3171012611260003", "KK_DATE"),
        ("3171015708900002", "KK_DATE"),
        ("3171011104120000", "KK_SERIAL"),
        ("3,17E+15", "EXCEL_DAMAGED"),
    ],
)
def test_what_cannot_be_a_family_card_is_refused(text: str, fault: str) -> None:
    assert kk.normalise(text, TODAY).fault == fault


def test_a_nik_in_the_cell_of_the_family_card_is_recognised() -> None:
    assert kk.normalise("3171011104900003", TODAY, nik="3171011104900003").fault == "KK_EQUALS_NIK"


def test_the_old_and_the_new_tax_number_come_to_one_value() -> None:
    forms = ["01.308.449.6-091.000", "013084496091000", "0013084496091000", "0013.0844.9609.1000"]
    assert {npwp.normalise(text, TODAY).value for text in forms} == {"0013084496091000"}


def test_a_residents_tax_number_is_the_nik() -> None:
    assert npwp.normalise(NIK, TODAY).value == NIK
    assert npwp.normalise("1271013208900001", TODAY).fault == "NPWP_NIK"


@pytest.mark.parametrize("text", ["01308449609100", "0013084496091000000001", "12345"])
def test_a_tax_number_of_another_length_is_refused(text: str) -> None:
    assert npwp.normalise(text, TODAY).fault == "NPWP_LENGTH"


def test_the_numbers_of_fixed_length_keep_their_leading_zeros() -> None:
    assert nib.normalise("0220 1012 3456 7").value == "0220101234567"
    assert npsn.normalise("20100238").value == "20100238"
    assert nisn.normalise("0051234567").value == "0051234567"


def test_the_numbers_of_fixed_length_refuse_any_other() -> None:
    assert nib.normalise("022010123456").fault == "NIB_LENGTH"
    assert npsn.normalise("201002381").fault == "NPSN_LENGTH"
    assert nisn.normalise("51234567").fault == "NISN_LENGTH"


def test_bank_accounts_have_from_8_to_17_digits() -> None:
    assert bank_account.normalise("123-00-0456789-1").value == "1230004567891"
    assert bank_account.normalise("1234567").fault == "BANK_ACCOUNT_LENGTH"
    assert bank_account.normalise("123456789012345678").fault == "BANK_ACCOUNT_LENGTH"


@pytest.mark.parametrize("kind", KINDS)
@given(text=st.text(max_size=40) | st.from_regex(r"[+0-9. \-()eE@a-z]{0,24}", fullmatch=True))
def test_no_text_breaks_a_reader_and_a_value_reads_as_itself(kind: str, text: str) -> None:
    reading = KINDS[kind](text, TODAY)
    assert reading.value is None or reading.fault is None
    assert reading.value != ""
    if reading.value is not None:
        assert KINDS[kind](reading.value, TODAY).value == reading.value


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", ["0", "-", "n/a", "9999999999999999", "000000000000"])
def test_a_placeholder_is_missing_for_every_kind(kind: str, text: str) -> None:
    reading = KINDS[kind](text, TODAY)
    assert (reading.value, reading.fault, reading.warnings) == (None, None, ("PLACEHOLDER",))
