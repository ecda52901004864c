"""What rules mean: precedence, Kleene logic, kinds of facts, and what is missing."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.rules.faults import RuleFaults
from server.rules.rule import Rule, compile_rule
from server.rules.syntax import Kind

ATTRIBUTES = {
    "n": Kind.NUMBER,
    "s": Kind.STRING,
    "a": Kind.BOOL,
    "b": Kind.BOOL,
    "c": Kind.BOOL,
    "d": Kind.DATE,
    "pledge.item": Kind.STRING,
}


def rule(source: str) -> Rule:
    return compile_rule(source, ATTRIBUTES)


@pytest.mark.parametrize(
    ("source", "facts", "outcome"),
    [
        ("a || b && c", {"a": True, "b": False, "c": False}, True),
        ("(a || b) && c", {"a": True, "b": False, "c": False}, False),
        ("!a && b", {"a": False, "b": False}, False),
        ("1 + 2 - 3 - 1 == -1", {}, True),
        ("0.1 + 0.2 == 0.3", {}, False),
        ("18 == 18.0", {}, True),
        ("n in [-1, 2.5]", {"n": -1}, True),
        ("n in [-1, 2.5]", {"n": 1}, False),
        ("a == b == c", {"a": False, "b": False, "c": True}, True),
        ("-(n - 3) <= - -2", {"n": 1}, True),
        ('s == "it\'s \\"\\u00e9\\"\\n"', {"s": 'it\'s "é"\n'}, True),
        ("'in' == s", {"s": "in"}, True),
        ("d >= date('2020-11-01') && d < date(\"2020-12-01\")", {"d": "2020-11-30"}, True),
        ("d == date('2020-11-01')", {"d": date(2020, 11, 1)}, True),
        ("d in [date('2020-11-01')]", {"d": "2020-11-02"}, False),
        ("pledge.item == 'SEMBAKO'", {"pledge.item": "SEMBAKO"}, True),
        ("\n a\n\t&&\r\n b ", {"a": True, "b": True}, True),
        # Kleene.
        ("a && b", {"a": False}, False),
        ("b && a", {"a": False}, False),
        ("a && b", {"a": True}, None),
        ("a || b", {"b": True}, True),
        ("a || b", {"a": False}, None),
        ("!a", {}, None),
        ("n > 3 || n <= 3", {}, None),
        ("has(n) && n > 3", {}, False),
        ("!has(s) || s != 'x'", {}, True),
        ("a == b", {"a": True, "b": None}, None),
        # A fact of another kind is not known.
        ("n == 1", {"n": True}, None),
        ("n == 1", {"n": "1"}, None),
        ("n == 1 || n != 1", {"n": float("nan")}, None),
        ("n > 1", {"n": float("inf")}, None),
        ("n > 1", {"n": 10**400}, None),
        ("a", {"a": 1}, None),
        ("s == 'x'", {"s": ["x"]}, None),
        ("has(d)", {"d": "2020-13-01"}, False),
        ("has(d)", {"d": "20201101"}, False),
        ("has(d)", {"d": datetime(2020, 11, 1, tzinfo=UTC)}, False),
    ],
)
def test_evaluation(source: str, facts: dict[str, object], outcome: bool | None) -> None:
    assert rule(source).evaluate(facts) is outcome


@pytest.mark.parametrize(
    ("source", "facts", "missing"),
    [
        ("a || n <= 4200000", {}, (("a",), ("n",))),
        ("a || n <= 4200000", {"a": False}, (("n",),)),
        ("a && (b || c)", {}, (("a", "b"), ("a", "c"))),
        ("!(a && b)", {}, (("a",), ("b",))),
        ("!(a || b)", {}, (("a", "b"),)),
        ("a || a && b", {}, (("a",),)),
        ("a && s == 'x' || b && s == 'x'", {"a": False}, (("b", "s"),)),
        ("n + 1 > 2 && a", {"a": True}, (("n",),)),
        ("has(a) && b", {"a": None}, ()),
        ("a", {"a": True}, ()),
    ],
)
def test_missing_lists_the_alternatives(
    source: str, facts: dict[str, object], missing: tuple[tuple[str, ...], ...]
) -> None:
    assert rule(source).missing(facts) == missing


def test_refs_are_all_names_also_under_has() -> None:
    assert rule("has(s) && n > 1 || pledge.item in ['x']").refs == {"s", "n", "pledge.item"}


def test_many_alternatives_are_cut_to_sixteen() -> None:
    names = {f"x{at}": Kind.BOOL for at in range(40)}
    pairs = [f"(x{at} || x{at + 1})" for at in range(0, 40, 2)]
    assert len(compile_rule(" && ".join(pairs), names).missing({})) == 16


conditions = st.recursive(
    st.sampled_from(["a", "b", "c", "(n > 2)", "(s == 'x')", "has(n)", "(d < date('2020-11-02'))", "(n in [1, 3])"]),
    lambda inner: st.one_of(
        inner.map("!({})".format),
        st.tuples(inner, st.sampled_from(["&&", "||", "=="]), inner).map("({0[0]} {0[1]} {0[2]})".format),
    ),
    max_leaves=12,
)
known = st.fixed_dictionaries(
    {
        "n": st.integers(0, 4),
        "s": st.sampled_from("xy"),
        "a": st.booleans(),
        "b": st.booleans(),
        "c": st.booleans(),
        "d": st.dates(date(2020, 11, 1), date(2020, 11, 3)),
    }
)


@given(conditions, known, st.sets(st.sampled_from("nsabcd")))
def test_learning_a_fact_never_turns_a_known_answer(source: str, facts: dict[str, object], hidden: set[str]) -> None:
    source = source.replace("has(n)", "(n == n)")
    partial = {name: value for name, value in facts.items() if name not in hidden}
    before, after = rule(source).evaluate(partial), rule(source).evaluate(facts)
    assert after is not None
    assert before in (None, after)


@given(conditions, known, st.sets(st.sampled_from("nsabcd")))
def test_de_morgan_holds_with_unknowns(source: str, facts: dict[str, object], hidden: set[str]) -> None:
    partial = {name: value for name, value in facts.items() if name not in hidden}
    assert rule(f"!({source} && a)").evaluate(partial) is rule(f"!{source} || !a").evaluate(partial)


@given(conditions, known, st.sets(st.sampled_from("nsabcd")))
def test_an_unknown_rule_names_only_what_is_missing(source: str, facts: dict[str, object], hidden: set[str]) -> None:
    partial = {name: value for name, value in facts.items() if name not in hidden}
    checked = rule(source)
    ways = checked.missing(partial)
    assert bool(ways) == (checked.evaluate(partial) is None)
    assert {name for way in ways for name in way} <= checked.refs - set(partial)


@given(st.text(max_size=60) | st.text("ab n()![]'\",.&|=<>+-0123456789indatehsnul", max_size=60))
def test_any_text_is_a_rule_or_is_refused_with_a_place(source: str) -> None:
    try:
        checked = rule(source)
    except RuleFaults as refused:
        places = [fault.offset for fault in refused.faults]
    else:
        assert checked.evaluate({}) in (True, False, None)
        places = [0]
    assert places
    assert all(0 <= place <= len(source) for place in places)


@given(
    conditions,
    st.dictionaries(
        st.sampled_from("nsabcd"),
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers()) | st.binary(),
    ),
)
def test_any_facts_are_answered(source: str, facts: dict[str, object]) -> None:
    assert rule(source).evaluate(facts) in (True, False, None)
