"""From a checked tree to closures: the rule itself in Kleene logic, and what would settle it when it is unknown.

Kleene's strong logic: ``false && unknown`` is false, ``true || unknown`` is true, and every other operator on an
unknown operand is unknown. ``has`` is never unknown.
"""

import operator
from collections.abc import Callable, Mapping
from datetime import date, datetime
from itertools import product
from typing import Any

from server.rules.syntax import (
    MAX_NUMBER,
    Attribute,
    Binary,
    Facts,
    Has,
    Junction,
    Kind,
    Literal,
    Members,
    Node,
    Unary,
    Value,
)

Run = Callable[[Facts], Value | None]
Ways = tuple[frozenset[str], ...]
"""Alternatives, each a set of missing attributes that together could settle the rule; the smallest first."""
Explain = Callable[[Facts], Ways]

MAX_WAYS = 16
"""Alternatives kept at each node: a reader is helped by the shortest few, and the product of many would explode."""

# The checker has seen to the kinds of the operands; ``Any`` says so to the type checker.
_Operator = Callable[[Any, Any], Value]
_OPERATORS: Mapping[str, _Operator] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "+": operator.add,
    "-": operator.sub,
}


def compile_tree(node: Node, attributes: Mapping[str, Kind]) -> Run:
    """Return a function that evaluates ``node``: ``None`` means unknown. ``node`` must have passed the checker."""
    match node:
        case Literal():
            return _constant(node.value)
        case Attribute():
            return _reader(node.name, attributes[node.name])
        case Has():
            read = _reader(node.name, attributes[node.name])
            return lambda facts: read(facts) is not None
        case Unary():
            return _unary(node.operator, compile_tree(node.term, attributes))
        case Members():
            return _members(compile_tree(node.term, attributes), frozenset(choice.value for choice in node.choices))
        case Junction():
            runs = tuple(compile_tree(term, attributes) for term in node.terms)
            return _junction(runs, settling=node.operator == "||")
        case Binary():
            return _binary(
                _OPERATORS[node.operator], compile_tree(node.left, attributes), compile_tree(node.right, attributes)
            )


def _constant(value: Value) -> Run:
    return lambda facts: value


def _reader(name: str, kind: Kind) -> Run:
    accept = _ACCEPT[kind]
    return lambda facts: accept(facts.get(name))


def _number(value: object) -> Value | None:
    # ``True`` is an ``int`` to Python; NaN fails the comparison, infinity lies outside.
    if isinstance(value, int | float) and not isinstance(value, bool) and -MAX_NUMBER <= value <= MAX_NUMBER:
        return value
    return None


def _string(value: object) -> Value | None:
    return value if isinstance(value, str) else None


def _bool(value: object) -> Value | None:
    return value if isinstance(value, bool) else None


def _date(value: object) -> Value | None:
    """Accept a date or its ISO form (facts are JSON); an instant is not a date, because its zone decides which."""
    if isinstance(value, str) and len(value) == 10:
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


_ACCEPT: Mapping[Kind, Callable[[object], Value | None]] = {
    Kind.NUMBER: _number,
    Kind.STRING: _string,
    Kind.BOOL: _bool,
    Kind.DATE: _date,
}


def _unary(sign: str, term: Run) -> Run:
    function: Callable[[Any], Value] = operator.not_ if sign == "!" else operator.neg

    def run(facts: Facts) -> Value | None:
        value = term(facts)
        return None if value is None else function(value)

    return run


def _members(term: Run, choices: frozenset[Value]) -> Run:
    def run(facts: Facts) -> Value | None:
        value = term(facts)
        return None if value is None else value in choices

    return run


def _binary(function: _Operator, left: Run, right: Run) -> Run:
    def run(facts: Facts) -> Value | None:
        a = left(facts)
        if a is None:
            return None
        b = right(facts)
        return None if b is None else function(a, b)

    return run


def _junction(terms: tuple[Run, ...], *, settling: bool) -> Run:
    """Build ``||`` (one true settles it) or ``&&`` (one false does)."""

    def run(facts: Facts) -> Value | None:
        known = True
        for term in terms:
            value = term(facts)
            if value is settling:
                return settling
            known = known and value is not None
        return not settling if known else None

    return run


def compile_ways(node: Node, attributes: Mapping[str, Kind], wanted: bool = True) -> Explain:
    """Return a function that says which missing attributes could make an unknown ``node`` turn out ``wanted``.

    Under ``||`` each unknown term is an alternative; under ``&&`` every unknown term is needed; ``!`` swaps the two.
    The answer is empty for a node that is known.
    """
    if isinstance(node, Unary) and node.operator == "!":
        return compile_ways(node.term, attributes, not wanted)
    if isinstance(node, Junction):
        terms = tuple((compile_tree(term, attributes), compile_ways(term, attributes, wanted)) for term in node.terms)
        return _either(terms) if (node.operator == "||") is wanted else _together(terms)
    readers = tuple((name, _reader(name, attributes[name])) for name in names_read(node))

    def ways(facts: Facts) -> Ways:
        missing = frozenset(name for name, read in readers if read(facts) is None)
        return (missing,) if missing else ()

    return ways


def names_read(node: Node) -> tuple[str, ...]:
    """Return the attributes whose value ``node`` reads, in order of appearance and once each; ``has`` reads none."""
    match node:
        case Attribute():
            return (node.name,)
        case Unary() | Members():
            return names_read(node.term)
        case Binary():
            return tuple(dict.fromkeys(names_read(node.left) + names_read(node.right)))
        case Junction():
            return tuple(dict.fromkeys(name for term in node.terms for name in names_read(term)))
        case Literal() | Has():
            return ()


def _either(terms: tuple[tuple[Run, Explain], ...]) -> Explain:
    def ways(facts: Facts) -> Ways:
        return _shortest({way for run, explain in terms if run(facts) is None for way in explain(facts)})

    return ways


def _together(terms: tuple[tuple[Run, Explain], ...]) -> Explain:
    def ways(facts: Facts) -> Ways:
        joined: Ways = (frozenset(),)
        for run, explain in terms:
            if run(facts) is None:
                joined = _shortest({a | b for a, b in product(joined, explain(facts))})
        return () if joined == (frozenset(),) else joined

    return ways


def _shortest(ways: set[frozenset[str]]) -> Ways:
    """Drop what contains a shorter alternative, and keep the first ``MAX_WAYS`` by size and name."""
    kept: list[frozenset[str]] = []
    for way in sorted(ways, key=lambda way: (len(way), sorted(way))):
        if not any(shorter <= way for shorter in kept):
            kept.append(way)
    return tuple(kept[:MAX_WAYS])
