"""Both catalogues are complete, fit what fills them, and read as documented."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import StrEnum

import pytest
from graphql import GraphQLEnumType

from scripts.error_reference import FILE, fields_of, placeholders, reference, refusals
from server.core.actor import MemberRole
from server.core.errors import Refused
from server.core.roles import Role
from server.messages.catalogue import LANGUAGES, UNKNOWN, language_of, text, texts
from server.models.base import EnumField, Row
from server.schema.codes import Code
from server.schema.schema import build_schema
from tests.unit.messages import literals

REFUSALS = refusals()
EDGE = {"reason", "actual", "limit", "correlation_id"}
"""What the API's edge can fill a text with."""


def test_both_languages_have_the_same_keys() -> None:
    indonesian, english = (set(texts(language)) for language in LANGUAGES)
    assert indonesian ^ english == set()


def test_both_languages_show_the_same_facts() -> None:
    differing = {key for key in texts("id") if placeholders(texts("id")[key]) != placeholders(texts("en")[key])}
    assert differing == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_blank_or_ragged(language: str) -> None:
    ragged = {key for key, said in texts(language).items() if not said.strip() or "  " in said or said[:1].isspace()}
    assert ragged == set()


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.code)
def test_a_refusal_has_a_text_that_shows_only_its_own_fields(refusal: type[Refused]) -> None:
    assert refusal.code in texts("id")
    assert placeholders(texts("id")[refusal.code]).keys() <= set(fields_of(refusal))


def test_no_two_refusals_share_a_code() -> None:
    codes = [refusal.code for refusal in REFUSALS]
    assert sorted(set(codes)) == codes


@pytest.mark.parametrize("code", Code)
def test_a_code_of_the_edge_has_a_text_that_the_edge_can_fill(code: Code) -> None:
    assert code in texts("id")
    assert placeholders(texts("id")[code]).keys() <= EDGE


def test_every_reason_in_the_source_has_a_text() -> None:
    given = [(place, code) for place, code, _ in literals.reasons()]
    assert len(given) > 100
    assert _without_text([*given, *literals.meant()]) == []


def test_every_literal_that_looks_like_a_code_has_a_text_or_a_label() -> None:
    values = {key.rpartition(".")[2] for key in texts("id")}
    assert sorted((place, code) for place, code in literals.code_like() if code not in values) == []


def test_a_reason_shows_only_what_is_given_with_it() -> None:
    lacking = [
        (place, code, sorted(placeholders(texts("id")[code]).keys() - given))
        for place, code, given in literals.reasons()
        if given is not None and code in texts("id") and not placeholders(texts("id")[code]).keys() <= given
    ]
    assert lacking == []


def test_every_letter_has_subject_and_body() -> None:
    codes = set(literals.letters())
    assert codes
    parts = [(place, f"{code}.{part}") for place, code in codes for part in ("subject", "body")]
    assert _without_text(parts) == []


def test_every_value_of_the_schema_has_a_label() -> None:
    types = build_schema()._schema.type_map.values()
    enums = [one for one in types if isinstance(one, GraphQLEnumType) and not one.name.startswith("__")]
    assert enums
    assert {f"{one.name}.{value}" for one in enums for value in one.values} - texts("id").keys() == set()


def test_every_value_that_a_row_can_hold_has_a_label() -> None:
    held: set[type[StrEnum]] = {Role, MemberRole, *_enumerations_of_rows()}
    assert len(held) > 10
    assert {f"{one.__name__}.{member.name}" for one in held for member in one} - texts("id").keys() == set()


def test_every_group_that_a_text_names_exists() -> None:
    groups = {group for said in texts("id").values() for group in placeholders(said).values() if group not in ("", ",")}
    assert groups
    assert {group for group in groups if not any(key.startswith(f"{group}.") for key in texts("id"))} == set()


def test_the_reference_fits_the_catalogue() -> None:
    assert FILE.read_text(encoding="utf-8") == reference(), "run: python scripts/error_reference.py"


@pytest.mark.parametrize(
    ("code", "language", "params", "said"),
    [
        ("NOT_A_CODE_OF_OURS", "en", {}, "NOT_A_CODE_OF_OURS"),
        ("NO_FACTOR", "fr", {}, "Belum ada faktor kedua."),
        ("NOT_PERMITTED", "en", {"reason": "SIGN_IN_FIRST"}, "You may not do this. Sign in first."),
        ("NOT_PERMITTED", "en", {"reason": "OUR_OWN"}, "You may not do this. OUR_OWN"),
        ("NOT_PERMITTED", "en", {}, "You may not do this."),
        ("INVALID_INPUT", "en", {"reason": "TOO_LARGE", "limit": "12000"}, "It may be 12,000 at most."),
        ("INVALID_INPUT", "id", {"reason": "TOO_LARGE", "limit": "12000"}, "Paling besar 12.000."),
        ("INVALID_INPUT", "id", {"reason": "TOO_LARGE"}, f"Paling besar {UNKNOWN}."),
        ("SECTOR_NOT_ACTIVE", "id", {"state": "{x}"}, "Bidang ini sedang tidak menerima data baru. Keadaannya: {x}."),
    ],
)
def test_a_text_falls_back_where_something_is_not_known(
    code: str, language: str, params: dict[str, object], said: str
) -> None:
    assert text(code, language, params) == said


def test_a_value_is_shown_by_its_own_text() -> None:
    assert text("NEED_NOT_OPEN", "en", {"state": "PAUSED"}).endswith(f"{texts('en')['NeedState.PAUSED']}.")
    assert "NPWP, nomor telepon" in text("DUPLICATE_APPLICANT", "id", {"fields": ("npwp", "phone")})
    assert "NPWP, nomor telepon" in text("DUPLICATE_APPLICANT", "id", {"fields": "npwp, phone"})


@pytest.mark.parametrize(
    ("window", "next_free", "parts"),
    [
        ("ROLLING_DAYS:14", date(2020, 11, 25), ("dalam 14 hari", "25 November 2020")),
        ("MONTH", date(2020, 12, 1), ("dalam bulan yang sama", "1 Desember 2020")),
        ("ONCE", None, ("hanya diberikan sekali", "belum ada")),
    ],
)
def test_an_overlap_names_window_and_next_free_day(window: str, next_free: date | None, parts: tuple[str, ...]) -> None:
    said = text("OVERLAP", "id", {"window": window, "period": "", "next_free": next_free})
    assert all(part in said for part in parts)


def test_an_instant_is_shown_in_words_and_with_its_zone() -> None:
    until = datetime(2020, 11, 25, 3, 4, tzinfo=UTC)
    assert text("TASK_CLAIMED", "en", {"until": until}).startswith(
        "Somebody else works on this task until 25 November 2020, 03:04 UTC."
    )


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "id"),
        ("", "id"),
        ("en", "en"),
        ("en-GB,en;q=0.9,id;q=0.8", "en"),
        ("id-ID,id;q=0.9,en;q=0.8", "id"),
        ("fr-FR, EN;q=0.5", "en"),
        ("fr,de", "id"),
        (";;,,", "id"),
        ("*", "id"),
    ],
)
def test_the_first_language_of_ours_is_chosen(header: str | None, language: str) -> None:
    assert language_of(header) == language


def _without_text(codes: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted((place, code) for place, code in codes if code not in texts("id"))


def _enumerations_of_rows() -> Iterator[type[StrEnum]]:
    for row in _below(Row):
        for column in row._meta.sorted_fields:
            if isinstance(column, EnumField):
                yield column.kind


def _below(parent: type[Row]) -> Iterator[type[Row]]:
    for child in parent.__subclasses__():
        yield child
        yield from _below(child)
