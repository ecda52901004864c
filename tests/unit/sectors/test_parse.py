"""Definitions that are refused, with every fault and its place, and hostile documents that do no harm."""

import json
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.sectors.document import Syntax
from server.sectors.faults import SectorFaults, Severity, path_text
from server.sectors.parse import examine, from_document, parse
from tests.unit.sectors.documents import Tree, drop, put, tree

ATTRIBUTE = ("attributes", 0)
OVERLAP = ("overlap", 0)
STAGE = ("approval", "stages", 0)

BROKEN: list[tuple[Callable[[Tree], None], str, str]] = [
    (drop("code"), "code", "FIELD_MISSING"),
    (put("code", value="persampahan"), "code", "FIELD_FORM"),
    (put("code", value=7), "code", "FIELD_TYPE"),
    (put("nmae", value={}), "nmae", "FIELD_UNKNOWN_MEANT"),
    (put("zzz", value={}), "zzz", "FIELD_UNKNOWN"),
    (drop("name", "en"), "name.en", "FIELD_MISSING"),
    (put("name", "en", value="  "), "name.en", "FIELD_BLANK"),
    (put("name", value="Persampahan"), "name", "FIELD_TYPE"),
    (put("purpose", "id", value="x" * 2001), "purpose.id", "FIELD_LENGTH"),
    (put("effective_from", value="2021-02-30"), "effective_from", "FIELD_TYPE"),
    (put("recipient_kind", value="HOUSHOLD"), "recipient_kind", "FIELD_CHOICE_MEANT"),
    (put("recipient_unit_kinds", value=[]), "recipient_unit_kinds", "FIELD_COUNT"),
    (put("aliases", value=["a", "a"]), "aliases[1]", "FIELD_TWICE"),
    (put("aliases", value=[1]), "aliases[0]", "FIELD_TYPE"),
    (put(*ATTRIBUTE, "name", value="has"), "attributes[0].name", "ATTRIBUTE_RESERVED"),
    (put("attributes", 1, "type", value="array"), "attributes[1].type", "FIELD_CHOICE"),
    (put(*ATTRIBUTE, "minimum", value=True), "attributes[0].minimum", "FIELD_TYPE"),
    (put(*ATTRIBUTE, "minimum", value=10**30), "attributes[0].minimum", "FIELD_RANGE"),
    (put(*ATTRIBUTE, "maximum", value=-1), "attributes[0]", "ATTRIBUTE_BOUNDS"),
    (put(*ATTRIBUTE, "required", value=True), "attributes[0].required", "FIELD_UNKNOWN"),
    (put(*ATTRIBUTE, "x-subject", value="RECIPIENT"), "attributes[0].x-subject", "ATTRIBUTE_WITHOUT_RECIPIENT"),
    (put("attributes", 1, "x-personal", value="SPECIFIC"), "attributes[1].x-public", "ATTRIBUTE_PUBLIC_PERSONAL"),
    (put("attributes", 1, "pattern", value="^(a+)+$"), "attributes[1].pattern", "ATTRIBUTE_PATTERN"),
    (put("attributes", 1, "pattern", value="a*b*c*"), "attributes[1].pattern", "ATTRIBUTE_PATTERN"),
    (put("attributes", 1, "pattern", value="[a"), "attributes[1].pattern", "ATTRIBUTE_PATTERN"),
    (put("attributes", 1, "pattern", value="a{9999}"), "attributes[1].pattern", "ATTRIBUTE_PATTERN"),
    (drop("attributes", 1, "x-labels", "BSI"), "attributes[1].x-labels.BSI", "FIELD_MISSING"),
    (put("items", 0, "reference_value", value=-1), "items[0].reference_value", "FIELD_RANGE"),
    (put("items", 0, "contents", 0, "quantity", value=0), "items[0].contents[0].quantity", "FIELD_RANGE"),
    (put("items", 0, "contents", value=["x"]), "items[0].contents[0]", "FIELD_TYPE"),
    (put("eligibility", 0, "expr", value="timbluan > 1"), "eligibility[0].expr", "RULE_UNKNOWN_NAME_MEANT"),
    (put("eligibility", 0, "expr", value="jenis == 'BSX'"), "eligibility[0].expr", "RULE_UNKNOWN_VALUE_MEANT"),
    (put("eligibility", 0, "expr", value="pledge.item == 'X'"), "eligibility[0].expr", "RULE_UNKNOWN_VALUE"),
    (put("eligibility", 0, "expr", value="(" * 200), "eligibility[0].expr", "RULE_TOO_DEEP"),
    (drop("eligibility", 0, "source"), "eligibility[0].source", "FIELD_MISSING"),
    (drop("eligibility", 0, "text", "en"), "eligibility[0].text.en", "FIELD_MISSING"),
    (put(*OVERLAP, "key", value="PERSON"), "overlap[0].key", "OVERLAP_KEY_EMPTY"),
    (put(*OVERLAP, "category", value="TIMBANGN"), "overlap[0].category", "FIELD_CHOICE_MEANT"),
    (put(*OVERLAP, "maximum", value=2), "overlap[0].maximum", "OVERLAP_ROLLING_MAXIMUM"),
    (drop(*OVERLAP, "length"), "overlap[0].length", "FIELD_MISSING"),
    (put(*OVERLAP, "window", value="MONTH"), "overlap[0].length", "OVERLAP_LENGTH_UNUSED"),
    (put(*OVERLAP, "season", value="HPSN"), "overlap[0].season", "OVERLAP_SEASON_UNUSED"),
    (put("seasons", 0, "dates", 0, "last", value="2021-01-01"), "seasons[0].dates[0]", "SEASON_ORDER"),
    (put("approval", "threshold", value="5"), "approval.threshold", "FIELD_TYPE"),
    (drop(*STAGE, "sla_working_days"), "approval.stages[0].sla_working_days", "NOT_A_WHOLE_NUMBER"),
    (put(*STAGE, "sla_working_days", value=0), "approval.stages[0].sla_working_days", "STAGE_WITHOUT_SLA"),
    (put(*STAGE, "sla_working_days", value=999), "approval.stages[0].sla_working_days", "FIELD_RANGE"),
    (put(*STAGE, "role", value="SYSADMIN"), "approval.stages[0].role", "ROLE_DECIDES_NOTHING"),
    (put("publication", "minimum_households", value=1), "publication.minimum_households", "FIELD_RANGE"),
    (put("examples", 0, "facts", value={"timbluan": 1}), "examples[0].facts.timbluan", "FIELD_CHOICE_MEANT"),
    (put("examples", 1, "failed", value=["x"]), "examples[1].failed[0]", "FIELD_CHOICE"),
    (drop("examples", 2), "examples", "EXAMPLE_VERDICT_MISSING"),
]


def test_the_small_definition_is_without_fault() -> None:
    examined = examine(json.dumps(tree()), Syntax.JSON)
    assert examined.faults == ()
    assert examined.definition is not None


@pytest.mark.parametrize(("change", "path", "code"), BROKEN)
def test_a_broken_definition_is_refused_where_it_is_broken(
    change: Callable[[Tree], None], path: str, code: str
) -> None:
    document = tree()
    change(document)
    source = json.dumps(document, indent=1)
    with pytest.raises(SectorFaults) as caught:
        parse(source, Syntax.JSON)
    # A name or kind that is refused makes the rules that use it wrong as well.
    faults = [f for f in caught.value.faults if "attributes" not in path or f.path[0] == "attributes"]
    [fault] = faults
    assert (path_text(fault.path), fault.code) == (path, code)
    last = fault.path[-1]
    at = source.splitlines()[(fault.line or 0) - 1]
    assert isinstance(last, int) or f'"{last}"' in at or code in ("FIELD_MISSING", "NOT_A_WHOLE_NUMBER")


def test_all_faults_come_at_once_in_the_order_of_the_source() -> None:
    document = tree()
    for change in (BROKEN[0][0], BROKEN[15][0], BROKEN[34][0], BROKEN[36][0]):
        change(document)
    with pytest.raises(SectorFaults) as caught:
        parse(json.dumps(document, indent=1), Syntax.JSON)
    assert len(caught.value.faults) >= 4
    lines = [fault.line or 0 for fault in caught.value.faults]
    assert lines == sorted(lines)


TOML = """# A comment with [brackets] = "and more"
code = "X"
[[eligibility]]
id = "satu"
expr = "usai >= 18"

[[eligibility]]
id = "dua"
expr = '''
usia > 1
  && usai > 2'''
[[attributes]]
name = "usia"
type = "integer"
  [attributes.x-title]
  idd = "Usia"
"""


def test_a_fault_in_toml_stands_at_its_line_and_column() -> None:
    found = {(path_text(f.path), f.code): (f.line, f.column) for f in examine(TOML, Syntax.TOML).faults}
    assert found["eligibility[0].expr", "RULE_UNKNOWN_NAME_MEANT"] == (5, 9)
    assert found["eligibility[1].expr", "RULE_UNKNOWN_NAME_MEANT"] == (11, 6)
    assert found["attributes[0].x-title.idd", "FIELD_UNKNOWN_MEANT"] == (16, 3)
    assert found["attributes[0].x-title.en", "FIELD_MISSING"] == (15, 3)
    assert found["eligibility[1].source", "FIELD_MISSING"] == (7, 1)
    assert found["name", "FIELD_MISSING"] == (1, 1)


def test_a_rule_with_escapes_keeps_its_place_within_the_rule() -> None:
    document = tree()
    put("eligibility", 0, "expr", value='jenis == "BSU" && usai > 1')(document)
    [fault] = examine(json.dumps(document, indent=1), Syntax.JSON).faults
    assert (fault.params["rule_line"], fault.params["rule_column"]) == (1, 19)
    assert (
        fault.line == json.dumps(document, indent=1)[: json.dumps(document, indent=1).index('"expr"')].count("\n") + 1
    )


def test_a_failed_example_is_an_error_of_the_lint_and_not_of_the_parser() -> None:
    document = tree()
    put("examples", 0, "facts", value={"timbulan": 3})(document)
    source = json.dumps(document)
    assert parse(source, Syntax.JSON).code == "PERSAMPAHAN"
    [fault] = examine(source, Syntax.JSON).faults
    assert (path_text(fault.path), fault.code) == ("examples[0].verdict", "EXAMPLE_FAILS")
    assert fault.params == {"expected": "ELIGIBLE", "found": "NOT_ELIGIBLE", "because": "timbulan"}


def test_an_example_with_facts_of_the_wrong_shape_fails() -> None:
    document = tree()
    put("examples", 0, "facts", value={"timbulan": "banyak"})(document)
    faults = examine(json.dumps(document), Syntax.JSON).faults
    assert [(path_text(fault.path), fault.code) for fault in faults] == [("examples[0].facts.timbulan", "FACT_TYPE")]


def test_warnings_do_not_refuse() -> None:
    document = tree()
    put("eligibility", 0, "expr", value="timbulan >= 500 || true")(document)
    put("overlap", 0, "action", value="WARN")(document)
    del document["attributes"][0]["maximum"]  # type: ignore[index]  # the tree is ours
    faults = examine(json.dumps(document), Syntax.JSON).faults
    warnings = {fault.code for fault in faults if fault.severity is Severity.WARNING}
    assert warnings == {"ITEM_UNLIMITED", "ATTRIBUTE_UNBOUNDED", "CLAUSE_UNTESTED"}


def test_the_same_rule_twice_is_refused() -> None:
    document = tree()
    document["overlap"] = [*document["overlap"], *document["overlap"]]  # type: ignore[misc]  # a list in the tree
    faults = examine(json.dumps(document), Syntax.JSON).faults
    assert [(path_text(fault.path), fault.code) for fault in faults] == [("overlap[1]", "OVERLAP_TWICE")]


def test_a_clause_that_looks_at_nothing_is_a_warning() -> None:
    document = tree()
    document["eligibility"] = [
        *document["eligibility"],  # type: ignore[misc]  # a list in the tree
        {"id": "tetap", "expr": "1 < 2", "text": {"id": "Tetap", "en": "Constant"}, "source": "-"},
    ]
    faults = examine(json.dumps(document), Syntax.JSON).faults
    assert [(fault.code, fault.severity) for fault in faults] == [
        ("CLAUSE_UNTESTED", Severity.WARNING),
        ("CLAUSE_CONSTANT", Severity.WARNING),
    ]


@pytest.mark.parametrize(
    ("text", "syntax", "code"),
    [
        ("x" * 5_000_000, Syntax.TOML, "SECTOR_TOO_LONG"),
        ("[" * 200_000, Syntax.JSON, "SECTOR_TOO_DEEP"),
        ('{"a":' * 30_000, Syntax.JSON, "SECTOR_TOO_DEEP"),
        ("a = " + "[" * 200_000, Syntax.TOML, "SECTOR_TOO_DEEP"),
        ("a = " + "{b = " * 30_000, Syntax.TOML, "SECTOR_TOO_DEEP"),
        ("a." * 100_000 + "a = 1", Syntax.TOML, "SECTOR_TOO_DEEP"),
        ("[" + "a." * 100_000 + "a]", Syntax.TOML, "SECTOR_TOO_DEEP"),
        ('{"code": "A", "code": "B"}', Syntax.JSON, "SECTOR_KEY_TWICE"),
        ('code = "A"\ncode = "B"', Syntax.TOML, "SECTOR_SYNTAX"),
        ('{"a": NaN}', Syntax.JSON, "SECTOR_SYNTAX"),
        ('{"a": -Infinity}', Syntax.JSON, "SECTOR_SYNTAX"),
        ('{"a": ' + "9" * 5000 + "}", Syntax.JSON, "SECTOR_SYNTAX"),
        ("a = " + "9" * 5000, Syntax.TOML, "SECTOR_SYNTAX"),
        ('{"a": "\ud800"}', Syntax.JSON, "SECTOR_NOT_TEXT"),
        ("[1, 2]", Syntax.JSON, "FIELD_TYPE"),
        ("null", Syntax.JSON, "FIELD_TYPE"),
        ("", Syntax.JSON, "SECTOR_SYNTAX"),
        ('{"a": 1', Syntax.JSON, "SECTOR_SYNTAX"),
        ("a = '''", Syntax.TOML, "SECTOR_SYNTAX"),
        ('"""' * 60_000, Syntax.TOML, "SECTOR_SYNTAX"),
        ("\\" * 200_000, Syntax.TOML, "SECTOR_SYNTAX"),
        ("a = 1\n" * 40_000, Syntax.TOML, "SECTOR_SYNTAX"),
    ],
)
def test_hostile_documents_are_refused_quickly(text: str, syntax: Syntax, code: str) -> None:
    started = time.process_time()
    with pytest.raises(SectorFaults) as caught:
        parse(text, syntax)
    assert {fault.code for fault in caught.value.faults} == {code}
    assert time.process_time() - started < 1


@pytest.mark.parametrize("path", [(), ("name",), ("examples", 0, "facts"), ("attributes", 0), ("approval",)])
def test_thousands_of_unknown_keys_are_refused_quickly(path: tuple[str | int, ...]) -> None:
    document = tree()
    strangers = {f"code{at}": 1 for at in range(15_000)}
    if path:
        put(*path, value=strangers)(document)
    else:
        document |= strangers
    started = time.process_time()
    assert 0 < len(examine(json.dumps(document), Syntax.JSON).faults) < 500
    assert time.process_time() - started < 1


@pytest.mark.parametrize("escaped", ["\\ud800", "\\udfff x"])
def test_half_a_character_in_an_escape_is_refused(escaped: str) -> None:
    document = json.dumps(tree()).replace("Waste is sorted.", escaped)
    with pytest.raises(SectorFaults) as caught:
        parse(document, Syntax.JSON)
    assert [fault.code for fault in caught.value.faults] == ["SECTOR_NOT_TEXT"]


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "1e308"])
def test_no_number_of_toml_slips_through(number: str) -> None:
    source = f'[[attributes]]\nname = "a"\ntype = "number"\nminimum = {number}'
    codes = {path_text(fault.path): fault.code for fault in examine(source, Syntax.TOML).faults}
    assert codes["attributes[0].minimum"] in ("FIELD_TYPE", "FIELD_RANGE")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, item in below for found in places(item, (*path, key)))]


@given(st.sampled_from(places(tree())[1:]), json_values)
def test_no_value_anywhere_crashes_the_parser(path: tuple[str | int, ...], value: object) -> None:
    document = tree()
    put(*path, value=value)(document)
    for source in (document, json.loads(json.dumps(document))):
        try:
            definition = from_document(source)
        except SectorFaults as refused:
            faults = refused.faults
        else:
            faults = ()
            assert from_document(json.loads(definition.canonical_json)) == definition
        assert all(fault.code for fault in faults)
    assert examine(json.dumps(document), Syntax.JSON).faults is not None


@given(st.text(max_size=80) | st.text("ab=[]{}\"'\n#.,:\\ 1", max_size=80))
def test_any_text_is_refused_with_a_place(text: str) -> None:
    for syntax in Syntax:
        faults = examine(text, syntax).faults
        assert faults
        assert all(fault.line and fault.column for fault in faults)
