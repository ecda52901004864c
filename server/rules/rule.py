"""The rule language: ``compile_rule`` checks a rule once, ``Rule.evaluate`` then answers in microseconds.

A rule is one BOOL expression in a strict, typed subset of CEL (Common Expression Language):

- ``||`` ``&&`` ``!`` ``==`` ``!=`` ``<`` ``<=`` ``>`` ``>=`` ``in`` ``+`` ``-`` and parentheses, with CEL's precedence;
- numbers (``18``, ``0.5``, ``-3``), strings in either quote (escapes: backslash, quotes, n, r, t, uXXXX), ``true``,
  ``false``, dates as ``date("2020-11-01")``; lists of literals, on the right of ``in`` only;
- ``has(name)``: the fact is known. Names may be dotted (``pledge.item``).

No other function, no loop, no regular expression: a rule always ends, and its cost is bounded by its 200 nodes.
Numbers and dates have an order; strings and truth values can only be equal or not. Where it differs from CEL: ``has``
takes a bare name, ``date("…")`` stands for ``timestamp("…T00:00:00Z")``, ``null`` and absent are the same, and a
number is one kind (CEL's double). ``tests/unit/rules/oracle.py`` compares the rest with Google's implementation.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from server.rules.checker import check
from server.rules.compiler import Explain, Run, compile_tree, compile_ways
from server.rules.parser import parse
from server.rules.syntax import Facts, Kind


@dataclass(frozen=True, slots=True)
class Rule:
    """A checked rule. ``refs`` are the attributes it names, also those only under ``has``."""

    source: str
    refs: frozenset[str]
    _run: Run = field(repr=False, compare=False)
    _ways: Explain = field(repr=False, compare=False)

    def evaluate(self, facts: Facts) -> bool | None:
        """Return whether the rule holds for ``facts``; ``None`` when that cannot be known. Never raises."""
        value = self._run(facts)
        return value if isinstance(value, bool) else None

    def missing(self, facts: Facts) -> tuple[tuple[str, ...], ...]:
        """Return the alternatives that could make an unknown rule true, each the attributes needed together.

        ``listed || income <= 4200000`` with both unknown gives ``(("income",), ("listed",))``: one of the two is
        enough. Empty when the rule is known. At most 16, the shortest first.
        """
        if self._run(facts) is not None:
            return ()
        return tuple(tuple(sorted(way)) for way in self._ways(facts))


def compile_rule(
    source: str, attributes: Mapping[str, Kind], choices: Mapping[str, Collection[str]] | None = None
) -> Rule:
    """Parse, check and compile ``source``; raise ``RuleFaults``.

    ``attributes`` are the names it may use and their kinds; ``choices`` the only values that some of the STRING ones
    can take. A fault of syntax, size or nesting comes alone; faults of names and kinds come all at once.
    """
    tree = parse(source)
    refs = check(source, tree, attributes, choices or {})
    return Rule(source, refs, compile_tree(tree, attributes), compile_ways(tree, attributes))
