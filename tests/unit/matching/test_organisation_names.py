import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.matching.organisation_names import LegalForm, organisation


@pytest.mark.parametrize(
    "written",
    [
        "PT Digital Nusantara",
        "PT. Digital Nusantara",
        "P.T. Digital Nusantara, Tbk.",
        "P. T. DIGITAL NUSANTARA",
        "PT (Persero) Digital Nusantara Tbk",
        "Digital Nusantara, PT",
        "PT.D igital Nusantara",
        "Perseroan Terbatas Digital-Nusantara",
    ],
)
def test_one_company_is_one_however_its_form_is_written(written: str) -> None:
    name = organisation(written)
    assert (name.key, name.form, name.branch) == ("digitalnusantara", LegalForm.PT, None)


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("Yayasan Maju", LegalForm.YAYASAN),
        ("CV. Maju", LegalForm.CV),
        ("U.D. Maju", LegalForm.UD),
        ("Koperasi Simpan Pinjam Maju", LegalForm.KOPERASI),
        ("KSP Maju", LegalForm.KOPERASI),
        ("Perkumpulan Maju", LegalForm.PERKUMPULAN),
        ("Perumda Maju", LegalForm.PERUMDA),
        ("PT Maju (Perseroda)", LegalForm.PT),
        ("Maju", None),
    ],
)
def test_the_form_is_kept_apart_from_the_name(written: str, form: LegalForm | None) -> None:
    name = organisation(written)
    assert (name.key, name.form) == ("maju", form)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CV Maju & Jaya", "CV Maju dan Jaya"),
        ("A.B.C. Sejahtera", "ABC Sejahtera"),
        ("Bina Ma\u2019mur II", "BINA MA'MUR 2"),
        ("Caf\u00e9 Kita", "Cafe\u0301 Kita"),
    ],
)
def test_two_ways_of_writing_one_name_are_equal(one: str, other: str) -> None:
    assert organisation(one).key == organisation(other).key


@pytest.mark.parametrize("written", ["Kita Cabang Tebet", "Kita (Cab. Tebet)", "Kita, Kantor Cabang Tebet"])
def test_a_branch_is_named_beside_its_head_office(written: str) -> None:
    name = organisation(written)
    assert (name.key, name.branch) == ("kita", "tebet")


@pytest.mark.parametrize(
    ("written", "key"),
    [("Yayasan", "yayasan"), ("PT. A. Yani", "ayani"), ("Cabang Rasa", "cabangrasa"), ("Ptolemi", "ptolemi")],
)
def test_what_only_looks_like_a_form_is_kept(written: str, key: str) -> None:
    assert organisation(written).key == key


def test_a_longer_name_is_another_name() -> None:
    assert organisation("PT Maju Energi").key != organisation("PT Maju").key


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    name = organisation(text)
    assert name.key == "".join(name.core)
