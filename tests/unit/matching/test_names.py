import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.matching.names import fold, person, tidy


@pytest.mark.parametrize(
    "name", ["Ma\u2019ruf", "Ma\u02bcruf", "Ma`ruf", "Ma\u00b4ruf", "Ma\u2018ruf", "Ma\u02bfruf", "MA'RUF"]
)
def test_every_apostrophe_is_the_same(name: str) -> None:
    assert person(name).key == person("Ma'ruf").key == "maruf"


def test_composed_and_decomposed_letters_are_the_same_and_shown_composed() -> None:
    decomposed = unicodedata.normalize("NFD", "José Ébé")
    assert decomposed != "José Ébé"
    assert person(decomposed) == person("José Ébé")
    assert person(decomposed).key == person("Jose Ebe").key


def test_what_is_shown_stays_as_written_but_for_spaces_and_signs_nobody_sees() -> None:
    assert person(" Drs.\u00a0 H. Ma\u2019ruf\tAmin,\u200b  S.H.").shown == "Drs. H. Ma'ruf Amin, S.H."


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("KH. Ma'ruf Amin, S.H., M.Si", "maruf amin"),
        ("Prof. Dr. Ir. H. Joko W., S.T.", "joko w"),
        ("Dr. H. Moh. Yusuf S.Pd.", "muhammad yusuf"),
        ("Siti Aminah S. Pd.", "siti aminah"),
        ("Ahmad S.Pd.I", "ahmad"),
        ("Ani S.Kep., Ns.", "ani"),
        ("Endang alias Neng", "endang"),
        ("Siti binti Ahmad", "siti"),
        ("Suharto (alm)", "suharto"),
        ("Abd. Rahman", "abdul rahman"),
        ("5iti Aminah", "siti aminah"),
        ("Al-Farisi", "al farisi"),
    ],
)
def test_titles_degrees_other_names_and_short_forms_are_not_compared(written: str, key: str) -> None:
    assert person(written).key == key


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("A. Rahman", "a rahman"),
        ("M.H. Thamrin", "m h thamrin"),
        ("Andi S. Wijaya", "andi s wijaya"),
        ("Raja Ali Haji", "raja ali haji"),
        ("Budi SE", "budi se"),
        ("Rahman, Abdul", "rahman abdul"),
        ("Bin Laden", "bin laden"),
        ("Raden", "raden"),
        ("Suharto", "suharto"),
        ("李小龍", "李小龍"),
    ],
)
def test_what_may_be_the_name_itself_is_kept(written: str, key: str) -> None:
    assert person(written).key == key


def test_other_spellings_are_other_names() -> None:
    assert person("Soeharto").key != person("Suharto").key


@pytest.mark.parametrize("text", ["", " ", "-", "...", "\u200b"])
def test_signs_alone_are_no_name(text: str) -> None:
    assert person(text).words == ()
    assert person(text).key == ""


@given(st.text(max_size=60))
def test_tidying_and_folding_settle_at_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert fold(fold(text)) == fold(text)
    person(text)
