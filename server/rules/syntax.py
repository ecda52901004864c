"""The parts of a rule: its kinds of value, and the tree that the parser builds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of value a rule knows. Nothing is converted: ``1 == "1"`` is refused when the rule is proposed."""

    NUMBER = "NUMBER"
    STRING = "STRING"
    BOOL = "BOOL"
    DATE = "DATE"


Value = bool | int | float | str | date
Facts = Mapping[str, object]
"""Attribute > value. An absent attribute, ``None`` and a value of another kind all count as not known."""

MAX_SOURCE_BYTES = 2048
MAX_NODES = 200
MAX_NESTING = 20
MAX_NUMBER = 10**15
"""Numbers, in rules and in facts, stay where a double still counts single rupiah: no rounding, no infinity."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written in the rule."""

    at: int
    kind: Kind
    value: Value


@dataclass(frozen=True, slots=True)
class Attribute:
    """The name of a fact."""

    at: int
    name: str


@dataclass(frozen=True, slots=True)
class Has:
    """``has(name)``: is the fact known? Never unknown itself."""

    at: int
    name: str


@dataclass(frozen=True, slots=True)
class Unary:
    """``!term`` or ``-term``."""

    at: int
    operator: str
    term: "Node"


@dataclass(frozen=True, slots=True)
class Binary:
    """A comparison, a sum or a difference; ``at`` is where the operator stands."""

    at: int
    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Members:
    """``term in [a, b]``; ``at`` is where ``in`` stands."""

    at: int
    term: "Node"
    choices: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class Junction:
    """``a && b && c`` or ``a || b || c``: a chain is one node, so that depth follows nesting and not length."""

    at: int
    operator: str
    terms: tuple["Node", ...]


Node = Literal | Attribute | Has | Unary | Binary | Members | Junction
