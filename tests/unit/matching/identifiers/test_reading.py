import pytest

from server.core.errors import InvalidInput
from server.matching.identifiers.reading import BLANK, MISSING, Reading, refuse


def test_a_value_is_given_wherever_it_is_asked_for() -> None:
    assert Reading("1").optional("nik") == Reading("1").required("nik") == "1"


def test_what_is_missing_is_fine_where_it_is_optional() -> None:
    assert BLANK.optional("nik") is MISSING.optional("nik") is None


@pytest.mark.parametrize(("reading", "reason"), [(BLANK, "REQUIRED"), (MISSING, "PLACEHOLDER"), (refuse("A"), "A")])
def test_a_required_value_is_refused_with_its_reason_and_path(reading: Reading, reason: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        reading.required("members", 0, "nik")
    assert (refused.value.reason, refused.value.path) == (reason, ("members", 0, "nik"))


def test_a_fault_is_refused_where_the_value_is_optional_too() -> None:
    with pytest.raises(InvalidInput, match="NIK_LENGTH"):
        refuse("NIK_LENGTH").optional("nik")
