"""Compares the rule language with Google's CEL: random rules over random facts, ours against ``cel_expr_python``.

``python -m tests.unit.rules.oracle [EVALUATIONS] [SEED]`` runs a campaign (20,000 evaluations by default) and ends with
status 1 on a disagreement. Each rule is written twice while it is drawn, in our notation and in CEL's; they differ in
numbers (``18`` is ``18.0`` to CEL, where all are declared DOUBLE), dates (``timestamp``) and ``has`` (a presence
variable). An error value of CEL is our *unknown*.
"""

import random
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from importlib import import_module

from server.rules.faults import RuleFaults
from server.rules.rule import compile_rule
from server.rules.syntax import Kind

ATTRIBUTES: Mapping[str, Kind] = {
    "n": Kind.NUMBER,
    "m": Kind.NUMBER,
    "unit.n": Kind.NUMBER,
    "s": Kind.STRING,
    "r": Kind.STRING,
    "b": Kind.BOOL,
    "c": Kind.BOOL,
    "pledge.b": Kind.BOOL,
    "d": Kind.DATE,
    "e": Kind.DATE,
}
FACTS_PER_RULE = 5
_WORDS = ("x", "y", 'a"b', "it's", "é\\n")
_SIZE = {"RULE_TOO_LONG", "RULE_TOO_COMPLEX", "RULE_TOO_DEEP"}
_DAYS = tuple(date(2020, 11, day) for day in (1, 2, 3))


@dataclass(frozen=True)
class Both:
    """One expression in our notation and in CEL's."""

    ours: str
    cel: str

    def __add__(self, other: "Both") -> "Both":
        return Both(self.ours + other.ours, self.cel + other.cel)


def same(text: str) -> Both:
    """Return ``text`` for both."""
    return Both(text, text)


@dataclass
class Author:
    """Draws well-typed rules by the grammar, parentheses only where they are drawn, so that precedence is tested."""

    chance: random.Random

    def rule(self, depth: int = 3) -> Both:
        return self._chain(" || ", lambda: self._chain(" && ", lambda: self._term(depth)))

    def facts(self) -> dict[str, object]:
        """Draw facts in which each attribute is missing, or null, now and then."""
        draw: Mapping[Kind, Callable[[], object]] = {
            Kind.NUMBER: lambda: self.chance.choice((self.chance.randint(-3, 5), self.chance.randint(-6, 10) / 2)),
            Kind.STRING: lambda: self.chance.choice(_WORDS),
            Kind.BOOL: lambda: self.chance.random() < 0.5,
            Kind.DATE: lambda: self.chance.choice(_DAYS).isoformat(),
        }
        given = {name: draw[kind]() for name, kind in ATTRIBUTES.items() if self.chance.random() < 0.75}
        return {**dict.fromkeys(name for name in ATTRIBUTES if self.chance.random() < 0.1), **given}

    def _chain(self, joint: str, draw: Callable[[], Both]) -> Both:
        terms = draw()
        for _ in range(self.chance.choice((0, 0, 1, 1, 2))):
            terms = terms + same(joint) + draw()
        return terms

    def _term(self, depth: int) -> Both:
        chance = self.chance.random()
        if depth > 0 and chance < 0.25:
            return same(self.chance.choice(("(", "!(", "!!("))) + self.rule(depth - 1) + same(")")
        if chance < 0.4:
            return same(self.chance.choice(("", "!"))) + self._atom(Kind.BOOL)
        if chance < 0.5:
            name = self._name(None)
            return Both(f"has({name})", presence(name))
        kind = self.chance.choice(list(Kind))
        if chance < 0.65:
            choices = self._literal(kind)
            for _ in range(self.chance.randint(0, 2)):
                choices = choices + same(", ") + self._literal(kind)
            return self._side(kind) + same(" in [") + choices + same("]")
        ordered = ("<", "<=", ">", ">=") if kind in (Kind.NUMBER, Kind.DATE) else ()
        return self._side(kind) + same(f" {self.chance.choice(('==', '!=', *ordered))} ") + self._side(kind)

    def _side(self, kind: Kind) -> Both:
        if kind is not Kind.NUMBER:
            return self._atom(kind)
        total = self._addend()
        for _ in range(self.chance.choice((0, 0, 1, 2))):
            total = total + same(self.chance.choice((" + ", " - "))) + self._addend()
        return total

    def _addend(self) -> Both:
        if self.chance.random() < 0.15:
            return same("-(") + self._side(Kind.NUMBER) + same(")")
        return self._atom(Kind.NUMBER)

    def _atom(self, kind: Kind) -> Both:
        return same(self._name(kind)) if self.chance.random() < 0.7 else self._literal(kind)

    def _name(self, kind: Kind | None) -> str:
        return self.chance.choice([name for name, its in ATTRIBUTES.items() if kind in (None, its)])

    def _literal(self, kind: Kind) -> Both:
        match kind:
            case Kind.BOOL:
                return same(self.chance.choice(("true", "false")))
            case Kind.STRING:
                return same(quoted(self.chance.choice(_WORDS), self.chance.choice("\"'")))
            case Kind.DATE:
                day = self.chance.choice(_DAYS)
                return Both(f"date('{day}')", f"timestamp('{day}T00:00:00Z')")
            case Kind.NUMBER:
                sign, whole = self.chance.choice(("", "-")), self.chance.randint(0, 5)
                return Both(f"{sign}{whole}", f"{sign}{whole}.0") if whole % 2 else same(f"{sign}{whole}.5")


def quoted(word: str, quote: str) -> str:
    """Write ``word`` as a literal in ``quote``."""
    return quote + word.replace("\\", "\\\\").replace(quote, f"\\{quote}") + quote


def presence(name: str) -> str:
    """Return the CEL variable that says whether ``name`` is known."""
    return f"known_{name.replace('.', '_')}"


@dataclass
class Campaign:
    """What a run found: how the evaluations came out, and each disagreement."""

    outcomes: Counter[str] = field(default_factory=Counter)
    disagreements: list[str] = field(default_factory=list)


def run(evaluations: int, seed: int) -> Campaign:
    """Compare ``evaluations`` outcomes; raise ``ModuleNotFoundError`` where ``cel_expr_python`` is not installed."""
    cel = import_module("cel_expr_python.cel")
    kinds = cel.Type
    theirs = {Kind.NUMBER: kinds.DOUBLE, Kind.STRING: kinds.STRING, Kind.BOOL: kinds.BOOL, Kind.DATE: kinds.TIMESTAMP}
    variables = {name: theirs[kind] for name, kind in ATTRIBUTES.items()}
    environment = cel.NewEnv(variables=variables | {presence(name): kinds.BOOL for name in ATTRIBUTES})
    author, campaign = Author(random.Random(seed)), Campaign()
    while sum(campaign.outcomes.values()) < evaluations:
        drawn = author.rule()
        try:
            rule = compile_rule(drawn.ours, ATTRIBUTES)
        except RuleFaults as refused:
            if {fault.code for fault in refused.faults} <= _SIZE:
                continue
            raise
        oracle = environment.compile(drawn.cel)
        for _ in range(FACTS_PER_RULE):
            facts = author.facts()
            said = oracle.eval(data=cel_facts(facts))
            expected = None if said.type().name() == "ERROR" else said.value()
            found = rule.evaluate(facts)
            campaign.outcomes[str(found)] += 1
            if found is not expected:
                campaign.disagreements.append(f"{drawn.ours!r} with {facts}: we say {found}, CEL says {expected}")
    return campaign


def cel_facts(facts: Mapping[str, object]) -> dict[str, object]:
    """Return ``facts`` as CEL takes them: doubles, instants, no nulls, and what is present."""
    data: dict[str, object] = {presence(name): facts.get(name) is not None for name in ATTRIBUTES}
    for name, value in facts.items():
        if ATTRIBUTES[name] is Kind.NUMBER and isinstance(value, int | float):
            data[name] = float(value)
        elif ATTRIBUTES[name] is Kind.DATE and isinstance(value, str):
            data[name] = datetime.combine(date.fromisoformat(value), time(), UTC)
        elif value is not None:
            data[name] = value
    return data


def main() -> int:
    """Run a campaign from the command line and say how it went."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("evaluations", type=int, nargs="?", default=20_000)
    parser.add_argument("seed", type=int, nargs="?", default=20_201_124)
    given = parser.parse_args()
    campaign = run(given.evaluations, given.seed)
    lines = [f"{sum(campaign.outcomes.values())} evaluations (seed {given.seed}): {dict(campaign.outcomes)}"]
    lines += [f"{len(campaign.disagreements)} disagreements", *campaign.disagreements[:10]]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if campaign.disagreements else 0


if __name__ == "__main__":
    sys.exit(main())
