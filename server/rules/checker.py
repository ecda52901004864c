"""Types of a rule: every name exists, every operator gets the kinds it works on, every choice can occur."""

from collections.abc import Collection, Mapping

from server.rules.faults import Fault, RuleFaults, fault_at, meant
from server.rules.syntax import Attribute, Binary, Has, Junction, Kind, Literal, Members, Node, Unary

_ORDERED = frozenset({Kind.NUMBER, Kind.DATE})


def check(
    source: str, tree: Node, attributes: Mapping[str, Kind], choices: Mapping[str, Collection[str]]
) -> frozenset[str]:
    """Return the attributes that ``tree`` refers to; raise ``RuleFaults`` with everything wrong with its types.

    ``choices`` holds the only values some STRING attributes can have: a comparison with another value would never
    hold, and is refused.
    """
    checker = _Checker(source, attributes, choices)
    kind = checker.kind_of(tree)
    if kind not in (None, Kind.BOOL):
        checker.fault(_start(tree), "RULE_NOT_BOOL", found=kind)
    if checker.faults:
        raise RuleFaults(checker.faults)
    return frozenset(checker.refs)


class _Checker:
    def __init__(self, source: str, attributes: Mapping[str, Kind], choices: Mapping[str, Collection[str]]) -> None:
        self._source = source
        self._attributes = attributes
        self._choices = choices
        self.refs: set[str] = set()
        self.faults: list[Fault] = []

    def fault(self, at: int, code: str, **params: object) -> None:
        self.faults.append(fault_at(self._source, at, code, **params))

    def kind_of(self, node: Node) -> Kind | None:
        """Return the kind of ``node``, or ``None`` when a fault already noted leaves it open."""
        match node:
            case Literal():
                return node.kind
            case Attribute():
                return self._named(node.at, node.name)
            case Binary() if node.operator in ("+", "-"):
                return self._want((node.left, node.right), node.operator, Kind.NUMBER)
            case Unary() if node.operator == "-":
                return self._want((node.term,), node.operator, Kind.NUMBER)
            case _:
                return self._condition(node)

    def _condition(self, node: Has | Unary | Binary | Members | Junction) -> Kind:
        match node:
            case Has():
                self._named(node.at, node.name)
            case Unary():
                self._want((node.term,), node.operator, Kind.BOOL)
            case Junction():
                self._want(node.terms, node.operator, Kind.BOOL)
            case Members():
                self._members(node)
            case Binary():
                self._comparison(node)
        return Kind.BOOL

    def _named(self, at: int, name: str) -> Kind | None:
        kind = self._attributes.get(name)
        if kind is None:
            code, more = meant("RULE_UNKNOWN_NAME", name, self._attributes)
            self.fault(at, code, name=name[:80], **more)
        else:
            self.refs.add(name)
        return kind

    def _want(self, operands: tuple[Node, ...], operator: str, wanted: Kind) -> Kind:
        for operand in operands:
            found = self.kind_of(operand)
            if found not in (None, wanted):
                self.fault(_start(operand), "RULE_OPERAND_KIND", operator=operator, expected=wanted, found=found)
        return wanted

    def _comparison(self, node: Binary) -> None:
        left, right = self.kind_of(node.left), self.kind_of(node.right)
        if left and right and left is not right:
            self.fault(node.at, "RULE_KINDS_DIFFER", operator=node.operator, left=left, right=right)
        elif node.operator not in ("==", "!="):
            for kind in {left, right} - {None} - _ORDERED:
                self.fault(node.at, "RULE_NO_ORDER", operator=node.operator, found=kind)
        else:
            self._choice(node.left, node.right)
            self._choice(node.right, node.left)

    def _members(self, node: Members) -> None:
        kind = self.kind_of(node.term)
        for choice in node.choices:
            if kind and choice.kind is not kind:
                self.fault(choice.at, "RULE_KINDS_DIFFER", operator="in", left=kind, right=choice.kind)
            self._choice(node.term, choice)

    def _choice(self, named: Node, given: Node) -> None:
        if not (isinstance(named, Attribute) and isinstance(given, Literal) and isinstance(given.value, str)):
            return
        known = self._choices.get(named.name)
        if known is not None and given.value not in known:
            code, more = meant("RULE_UNKNOWN_VALUE", given.value, known)
            self.fault(given.at, code, name=named.name, value=given.value[:80], **more)


def _start(node: Node) -> int:
    """Return where the source of ``node`` begins: of ``a + 1`` the ``a``, though the node stands at its operator."""
    while not isinstance(node, Literal | Attribute | Has | Unary):
        node = node.terms[0] if isinstance(node, Junction) else node.term if isinstance(node, Members) else node.left
    return node.at
