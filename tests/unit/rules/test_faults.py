"""Rules that are refused: code, line and column, at once and without exhausting the machine."""

import time

import pytest

from server.rules.faults import Fault, RuleFaults
from server.rules.rule import compile_rule
from server.rules.syntax import Kind

ATTRIBUTES = {
    "usia": Kind.NUMBER,
    "dtks": Kind.BOOL,
    "peran": Kind.STRING,
    "lahir": Kind.DATE,
    "pledge.item": Kind.STRING,
}


def faults(source: str) -> tuple[Fault, ...]:
    with pytest.raises(RuleFaults) as caught:
        compile_rule(source, ATTRIBUTES, {"peran": ["siswa", "guru"]})
    return caught.value.faults


@pytest.mark.parametrize(
    ("source", "place", "code", "params"),
    [
        ("", "1:1", "RULE_EMPTY", {}),
        (" \n ", "1:1", "RULE_EMPTY", {}),
        ("usai >= 18", "1:1", "RULE_UNKNOWN_NAME_MEANT", {"name": "usai", "suggestion": "usia"}),
        ("dtks\n  && zzz", "2:6", "RULE_UNKNOWN_NAME", {"name": "zzz"}),
        ("has(dtsk)", "1:5", "RULE_UNKNOWN_NAME_MEANT", {"name": "dtsk", "suggestion": "dtks"}),
        ("dtks = true", "1:6", "RULE_UNEXPECTED_MEANT", {"found": "=", "suggestion": "=="}),
        ("dtks and dtks", "1:6", "RULE_UNEXPECTED_MEANT", {"found": "and", "suggestion": "&&"}),
        ("not dtks", "1:1", "RULE_UNEXPECTED_MEANT", {"found": "not", "suggestion": "!"}),
        ("dtks dtks", "1:6", "RULE_UNEXPECTED", {"found": "dtks"}),
        ("dtks &&", "1:8", "RULE_UNFINISHED", {}),
        ("(dtks", "1:6", "RULE_UNFINISHED", {}),
        ("(dtks]", "1:6", "RULE_EXPECTED", {"expected": ")", "found": "]"}),
        ("usia % 2 == 0", "1:6", "RULE_BAD_CHARACTER", {"character": "%"}),
        ("dtks \ud800", "1:6", "RULE_BAD_CHARACTER", {"character": "U+D800"}),
        ("peran == 'sis", "1:10", "RULE_UNCLOSED_STRING", {}),
        ("peran == 'a\\q'", "1:12", "RULE_BAD_ESCAPE", {"escape": "\\q"}),
        ("peran == '\\ud800'", "1:11", "RULE_BAD_ESCAPE", {"escape": "\\ud800"}),
        ("usia > 18tahun", "1:8", "RULE_BAD_NUMBER", {"text": "18tahun", "limit": 10**15}),
        ("usia > 1" + "0" * 16, "1:8", "RULE_BAD_NUMBER", {"text": "1" + "0" * 16, "limit": 10**15}),
        ("lahir < date('20201101')", "1:14", "RULE_BAD_DATE", {"text": "'20201101'"}),
        ("lahir < date('2020-02-30')", "1:14", "RULE_BAD_DATE", {"text": "'2020-02-30'"}),
        ("dtks == null", "1:9", "RULE_NULL", {}),
        ("import == 1", "1:1", "RULE_RESERVED_WORD", {"word": "import"}),
        ("matches(peran)", "1:1", "RULE_UNKNOWN_FUNCTION", {"name": "matches"}),
        ("has('dtks')", "1:5", "RULE_HAS_NEEDS_NAME", {}),
        ("usia in 3", "1:9", "RULE_IN_NEEDS_LIST", {}),
        ("usia in []", "1:10", "RULE_LIST_EMPTY", {}),
        ("usia in [usia]", "1:10", "RULE_LIST_OF_LITERALS", {}),
        ("usia == [1]", "1:9", "RULE_LIST_MISPLACED", {}),
        ("usia in [1, 'a']", "1:13", "RULE_KINDS_DIFFER", {"operator": "in", "left": "NUMBER", "right": "STRING"}),
        ("usia > 'a'", "1:6", "RULE_KINDS_DIFFER", {"operator": ">", "left": "NUMBER", "right": "STRING"}),
        ("lahir == '2020-11-01'", "1:7", "RULE_KINDS_DIFFER", {"operator": "==", "left": "DATE", "right": "STRING"}),
        ("dtks < dtks", "1:6", "RULE_NO_ORDER", {"operator": "<", "found": "BOOL"}),
        ("peran >= 'a'", "1:7", "RULE_NO_ORDER", {"operator": ">=", "found": "STRING"}),
        ("1 < 2 < 3", "1:7", "RULE_KINDS_DIFFER", {"operator": "<", "left": "BOOL", "right": "NUMBER"}),
        ("usia", "1:1", "RULE_NOT_BOOL", {"found": "NUMBER"}),
        ("usia + 1", "1:1", "RULE_NOT_BOOL", {"found": "NUMBER"}),
        ("!usia", "1:2", "RULE_OPERAND_KIND", {"operator": "!", "expected": "BOOL", "found": "NUMBER"}),
        ("-dtks == 1", "1:2", "RULE_OPERAND_KIND", {"operator": "-", "expected": "NUMBER", "found": "BOOL"}),
        ("lahir - 1 > 0", "1:1", "RULE_OPERAND_KIND", {"operator": "-", "expected": "NUMBER", "found": "DATE"}),
        (
            "peran in ['siswa', 'gruu']",
            "1:20",
            "RULE_UNKNOWN_VALUE_MEANT",
            {"name": "peran", "value": "gruu", "suggestion": "guru"},
        ),
        ("'x' == peran", "1:1", "RULE_UNKNOWN_VALUE", {"name": "peran", "value": "x"}),
    ],
)
def test_a_fault_says_what_and_where(source: str, place: str, code: str, params: dict[str, object]) -> None:
    [fault] = faults(source)
    assert (f"{fault.line}:{fault.column}", fault.code, dict(fault.params)) == (place, code, params)


def test_faults_of_names_and_kinds_come_all_at_once_in_order() -> None:
    found = faults("usai > 1 && !usia\n|| peran == 3")
    assert [(f.line, f.column, f.code) for f in found] == [
        (1, 1, "RULE_UNKNOWN_NAME_MEANT"),
        (1, 14, "RULE_OPERAND_KIND"),
        (2, 10, "RULE_KINDS_DIFFER"),
    ]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("x" * 5_000_000, "RULE_TOO_LONG"),
        ("é" * 1500, "RULE_TOO_LONG"),
        ("(" * 200 + "dtks" + ")" * 200, "RULE_TOO_DEEP"),
        ("(" * 2000, "RULE_TOO_DEEP"),
        ("!" * 2000, "RULE_TOO_DEEP"),
        ("usia == " + "-" * 2000, "RULE_TOO_DEEP"),
        ("dtks" + "&&dtks" * 330, "RULE_TOO_COMPLEX"),
        ("usia" + "+usia" * 400, "RULE_TOO_COMPLEX"),
        ("dtks" + "==dtks" * 330, "RULE_TOO_COMPLEX"),
        (f"usia in [{'1,' * 900}1]", "RULE_TOO_COMPLEX"),
        ("usia > " + "9" * 2000, "RULE_BAD_NUMBER"),
        ("[" * 2000, "RULE_LIST_MISPLACED"),
        ("'" * 2000, "RULE_UNEXPECTED"),
        ("\\" * 2000, "RULE_BAD_CHARACTER"),
        ("'" + "\\" * 2001, "RULE_UNCLOSED_STRING"),
        ("usia" + "a" * 2000 + " > 1", "RULE_UNKNOWN_NAME"),
    ],
)
def test_hostile_sources_are_refused_quickly(source: str, code: str) -> None:
    started = time.process_time()
    assert [fault.code for fault in faults(source)] == [code]
    assert time.process_time() - started < 0.05


def test_twenty_levels_of_nesting_are_accepted_and_one_more_is_not() -> None:
    assert compile_rule("(" * 20 + "dtks" + ")" * 20, ATTRIBUTES).evaluate({"dtks": True}) is True
    assert [fault.code for fault in faults("(" * 21 + "dtks" + ")" * 21)] == ["RULE_TOO_DEEP"]
