from dataclasses import replace
from uuid import UUID

import pytest

from server.matching.match import Candidate, Verdict
from server.matching.organisations import ORGANISATION, Organisation, compare, keys_of

NPWP, SLIP, OTHER_NPWP = "0013084496091000", "0013084496091001", "0027779996012000"
NIB, OTHER_NIB = "0220101234567", "0220107654321"
MINE = Organisation(name="PT Maju Jaya", npwp=NPWP, nib=NIB, phone="+62215551234", email="info@majujaya.co.id")


def verdict(theirs: Organisation, mine: Organisation = MINE) -> Verdict:
    shared = frozenset(keys_of(mine)) & frozenset(keys_of(theirs))
    return compare(mine, Candidate(UUID(int=1), theirs, shared)).verdict


def test_every_value_has_a_key_under_its_purpose_and_a_missing_one_has_none() -> None:
    assert {key.purpose for key in keys_of(MINE)} == {
        "organisation.npwp",
        "organisation.nib",
        "organisation.name",
        "organisation.phone",
        "organisation.email",
    }
    assert [key.normalised for key in keys_of(Organisation(name="P.T. Maju  Jaya, Tbk"))] == ["majujaya"]
    assert ORGANISATION.keys_of(Organisation(name="-")) == ()


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        (Organisation(name="Maju Jaya Abadi", npwp=NPWP), Verdict.AUTO),
        (Organisation(name="Maju Jaya Abadi", nib=NIB), Verdict.AUTO),
        (Organisation(name="Yayasan Maju Jaya", npwp=NPWP), Verdict.REVIEW),
        (Organisation(name="PT Maju Jaya Cabang Tebet", npwp=NPWP), Verdict.REVIEW),
        (Organisation(name="PT Maju Jaya", npwp=OTHER_NPWP, nib=NIB), Verdict.REVIEW),
        (Organisation(name="PT Maju Jaya", npwp=NPWP, nib=OTHER_NIB), Verdict.REVIEW),
    ],
)
def test_one_number_is_one_body_unless_something_contradicts_it(theirs: Organisation, expected: Verdict) -> None:
    assert verdict(theirs) is expected


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        (Organisation(name="PT. MAJU JAYA", phone="+62215551234"), Verdict.AUTO),
        (Organisation(name="PT Maju Jaya", email="info@majujaya.co.id"), Verdict.AUTO),
        (Organisation(name="PT Maju Jaya", email="ketua@majujaya.co.id"), Verdict.AUTO),
        (Organisation(name="PT Maju Jaya"), Verdict.REVIEW),
        (Organisation(name="Maju Jaya", phone="+62215551234"), Verdict.REVIEW),
        (Organisation(name="Yayasan Maju Jaya", phone="+62215551234"), Verdict.REVIEW),
        (Organisation(name="PT Maju Jaya Cabang Tebet", phone="+62215551234"), Verdict.REVIEW),
        (Organisation(name="PT Maju Jaya", nib=OTHER_NIB, phone="+62215551234"), Verdict.REVIEW),
        (Organisation(name="PT Maju Jaya", npwp=SLIP, phone="+62215551234"), Verdict.REVIEW),
        (Organisation(name="PT Maju Jaya", npwp=OTHER_NPWP, phone="+62215551234"), Verdict.NEW),
    ],
)
def test_an_equal_name_needs_its_form_and_one_more_sign(theirs: Organisation, expected: Verdict) -> None:
    assert verdict(theirs) is expected


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        (Organisation(name="CV Lain", phone="+62215551234"), Verdict.REVIEW),
        (Organisation(name="CV Lain", email="info@majujaya.co.id"), Verdict.REVIEW),
        (Organisation(name="CV Lain", nib=OTHER_NIB, phone="+62215551234"), Verdict.NEW),
        (Organisation(name="CV Lain", email="ketua@majujaya.co.id"), Verdict.NEW),
        (Organisation(name="PT Maju Jaya Energi"), Verdict.NEW),
    ],
)
def test_a_shared_contact_under_another_name_is_for_a_person_to_judge(theirs: Organisation, expected: Verdict) -> None:
    assert verdict(theirs) is expected


def test_a_public_mail_domain_is_no_evidence() -> None:
    mine = Organisation(name="PT Maju Jaya", email="maju@gmail.com")
    assert verdict(Organisation(name="PT Maju Jaya", email="jaya@gmail.com"), mine) is Verdict.REVIEW


def test_a_key_that_was_found_counts_without_the_clear_value() -> None:
    theirs = Organisation(name="PT Maju Jaya")
    shared = frozenset(key for key in keys_of(MINE) if key.purpose == "organisation.npwp")
    assert compare(MINE, Candidate(UUID(int=1), theirs, shared)).verdict is Verdict.AUTO


@pytest.mark.parametrize(
    "theirs",
    [replace(MINE, npwp=None), replace(MINE, nib=None), replace(MINE, phone=None), replace(MINE, email=None)],
)
def test_what_either_side_lacks_never_contradicts(theirs: Organisation) -> None:
    assert verdict(theirs) is Verdict.AUTO
