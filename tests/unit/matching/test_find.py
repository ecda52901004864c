from collections.abc import Sequence
from uuid import UUID

import pytest

from server.matching.find import find, verdict_on
from server.matching.match import Candidate, Evidence, Key, Level, Match, Verdict
from server.matching.organisations import ORGANISATION, Organisation

FIRST, SECOND, THIRD = (UUID(int=number) for number in (1, 2, 3))
MINE = Organisation(name="PT Maju Jaya", npwp="0013084496091000", phone="+62215551234")


class Register:
    """Records under their keys, as a service keeps them; counts how often it was asked."""

    def __init__(self, **records: Organisation) -> None:
        self.records = {UUID(int=int(name.lstrip("r"))): record for name, record in records.items()}
        self.asked = 0

    def look_up(self, keys: Sequence[Key]) -> list[Candidate[Organisation]]:
        self.asked += 1
        # One candidate for each key, as a query over the index gives them.
        return [
            Candidate(holder, record, frozenset({key}))
            for holder, record in self.records.items()
            for key in keys
            if key in ORGANISATION.keys_of(record)
        ]


def test_a_record_like_no_other_is_new() -> None:
    register = Register(r1=Organisation(name="CV Lain", phone="+62215550000"))
    assert find(ORGANISATION, MINE, register.look_up) == []
    assert verdict_on([]) is Verdict.NEW


def test_matches_come_surest_first_and_once_each() -> None:
    register = Register(
        r1=Organisation(name="Yayasan Maju Jaya"),
        r2=MINE,
        r3=Organisation(name="Maju Jaya", phone="+62215551234"),
    )
    matches = find(ORGANISATION, MINE, register.look_up)
    assert [(match.id, match.verdict) for match in matches] == [
        (SECOND, Verdict.AUTO),
        (THIRD, Verdict.REVIEW),
        (FIRST, Verdict.REVIEW),
    ]
    assert verdict_on(matches) is Verdict.AUTO
    assert verdict_on(matches[1:]) is Verdict.REVIEW


def test_the_evidence_names_each_field_that_both_sides_have() -> None:
    [match] = find(ORGANISATION, MINE, Register(r1=Organisation(name="Yayasan Maju Jaya", nib="1")).look_up)
    assert Evidence("name", Level.SAME) in match.evidence
    assert Evidence("form", Level.DIFFERENT) in match.evidence
    assert {item.field for item in match.evidence}.isdisjoint({"npwp", "nib", "phone", "email"})


def test_what_a_key_found_but_its_comparison_refuted_is_left_out() -> None:
    register = Register(r1=Organisation(name="PT Maju Jaya", npwp="0999999999999123"))
    assert find(ORGANISATION, MINE, register.look_up) == []
    assert register.asked == 1


def test_a_record_without_any_key_asks_nothing() -> None:
    register = Register(r1=MINE)
    assert find(ORGANISATION, Organisation(name="..."), register.look_up) == []
    assert register.asked == 0


@pytest.mark.parametrize("verdict", [Verdict.AUTO, Verdict.REVIEW])
def test_the_verdict_on_one_match_is_its_own(verdict: Verdict) -> None:
    assert verdict_on([Match(FIRST, verdict, (), 0.0)]) is verdict
