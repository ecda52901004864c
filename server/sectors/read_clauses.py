"""Reads eligibility clauses and the examples that hold them to what their author means."""

from collections.abc import Collection, Mapping
from itertools import islice

from server.rules.faults import RuleFaults
from server.rules.rule import Rule, compile_rule
from server.rules.syntax import Kind
from server.rules.verdict import Clause, Verdict
from server.sectors.definition import Attribute, Example, Item, UnitKind
from server.sectors.document import Document
from server.sectors.faults import Fault
from server.sectors.platform_facts import PLATFORM_FACTS, platform_choices
from server.sectors.reader import NAME, Table

MAX_FACTS = 100


class Vocabulary:
    """What the rules of one sector may speak of: its attributes and the platform's facts."""

    def __init__(self, attributes: Collection[Attribute], items: Collection[Item], kinds: Collection[UnitKind]) -> None:
        self.kinds: Mapping[str, Kind] = {**PLATFORM_FACTS, **{item.name: item.kind for item in attributes}}
        self.choices: Mapping[str, Collection[str]] = {
            **platform_choices(items, kinds),
            **{attribute.name: attribute.choices for attribute in attributes if attribute.choices},
        }


def read_clauses(root: Table, document: Document, vocabulary: Vocabulary) -> tuple[Clause, ...]:
    """Read ``[[eligibility]]``; the place of a fault in a rule is its place in the document where that is known."""
    found = []
    for table in root.tables("eligibility", 1):
        table.only("id", "expr", "text", "source")
        said = table.bilingual("text")
        rule = _rule(table, document, vocabulary)
        identity, source = table.text("id", NAME), table.text("source")
        found.append((identity, Clause(identity, rule, said.id, said.en, source) if rule else None))
    root.once("eligibility", [identity for identity, _ in found])
    return tuple(clause for _, clause in found if clause)


def clause_ids(root: Table) -> tuple[str, ...]:
    """Return the ids that the document gives its clauses, those with faulty rules too."""
    listed = root.values.get("eligibility")
    return tuple(str(item.get("id")) for item in listed if isinstance(item, dict)) if isinstance(listed, list) else ()


def _rule(table: Table, document: Document, vocabulary: Vocabulary) -> Rule | None:
    expr = table.text("expr")
    if not expr.strip():
        return None
    try:
        rule = compile_rule(expr, vocabulary.kinds, vocabulary.choices)
    except RuleFaults as refused:
        path = (*table.path, "expr")
        for fault in refused.faults:
            # A text reader sees the document, a form only the rule: both get their place.
            params = {**fault.params, "rule_line": fault.line, "rule_column": fault.column}
            line, column = _place(document, path, expr, fault.offset)
            table.faults.append(Fault(path, fault.code, params, line=line, column=column))
        return None
    if not rule.refs:
        table.warn("expr", "CLAUSE_CONSTANT")
    return rule


def _place(
    document: Document, path: tuple[str | int, ...], expr: str, inner: int
) -> tuple[int, int] | tuple[None, None]:
    offset = document.places.offset_in_text(path, expr, inner) if document.places else None
    return document.places.line_column(offset) if document.places and offset is not None else (None, None)


def read_examples(root: Table, clauses: Collection[str], vocabulary: Vocabulary) -> tuple[Example, ...]:
    """Read ``[[examples]]``: at least one for each verdict."""
    found = tuple(_example(table, clauses, vocabulary) for table in root.tables("examples", 1, 200))
    root.once("examples", [example.name for example in found])
    for verdict in Verdict:
        if verdict not in {example.verdict for example in found}:
            root.fault("examples", "EXAMPLE_VERDICT_MISSING", verdict=verdict)
    return found


def _example(table: Table, clauses: Collection[str], vocabulary: Vocabulary) -> Example:
    table.only("name", "facts", "verdict", "failed")
    facts = table.table("facts")
    if len(facts.values) > MAX_FACTS:
        facts.fault(None, "FIELD_COUNT", minimum=0, maximum=MAX_FACTS)
    for name, value in islice(facts.values.items(), MAX_FACTS):
        facts.known(str(name), str(name), vocabulary.kinds)
        if isinstance(value, dict | list):
            facts.fault(str(name), "FIELD_TYPE", expected="scalar")
    failed = table.texts("failed")
    below = Table({}, (*table.path, "failed"), table.faults)
    for at, clause in enumerate(failed):
        below.known(at, clause, clauses)
    return Example(table.text("name"), dict(facts.values), table.choice("verdict", Verdict), failed)
