"""From tokens to a tree, by precedence climbing. Nesting and size are bounded, so no source can exhaust the stack."""

from datetime import date

from server.rules.faults import Fault, RuleFaults, fault_at
from server.rules.lexer import Token, Word, tokens
from server.rules.syntax import (
    MAX_NESTING,
    MAX_NODES,
    Attribute,
    Binary,
    Has,
    Junction,
    Kind,
    Literal,
    Members,
    Node,
    Unary,
)

_PRECEDENCE = {
    "||": 1,
    "&&": 2,
    "==": 3,
    "!=": 3,
    "<": 3,
    "<=": 3,
    ">": 3,
    ">=": 3,
    "in": 3,
    "+": 4,
    "-": 4,
}
_CEL_WORDS = (
    *("as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package"),
    *("namespace", "return", "var", "void", "while"),
)
"""Words that CEL keeps for itself; refused as names, so that a rule stays portable."""
RESERVED_NAMES = frozenset({*_CEL_WORDS, "true", "false", "null", "in", "has", "date"})
"""No attribute may be called this."""
_SLIPS = {
    "and": "&&",
    "or": "||",
    "not": "!",
    "dan": "&&",
    "atau": "||",
    "bukan": "!",
    "True": "true",
    "False": "false",
}


def parse(source: str) -> Node:
    """Return the tree of ``source``; raise ``RuleFaults`` with the first fault of syntax, size or nesting."""
    return _Parser(source).rule()


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._tokens = tokens(source)
        self._next = 0
        self._nodes = 0
        self._nesting = 0

    def rule(self) -> Node:
        node = self._expression(1)
        if self._peek().word is not Word.END:
            raise self._unexpected(self._peek())
        return node

    def _expression(self, floor: int) -> Node:
        """Parse what binds at least as tightly as ``floor``. Operators of one level associate to the left."""
        left = self._unary()
        while True:
            token = self._peek()
            level = _PRECEDENCE.get(token.text, 0) if token.word in (Word.SIGN, Word.NAME) else 0
            if level < floor or level == 0:
                return left
            self._advance()
            if token.text in ("||", "&&"):
                left = self._junction(token, level, left)
            elif token.text == "in":
                left = self._counted(Members(token.at, left, self._choices()), token)
            else:
                left = self._counted(Binary(token.at, token.text, left, self._expression(level + 1)), token)

    def _junction(self, token: Token, level: int, first: Node) -> Node:
        terms = [first, self._expression(level + 1)]
        while self._peek().word is Word.SIGN and self._peek().text == token.text:
            self._advance()
            terms.append(self._expression(level + 1))
        return self._counted(Junction(token.at, token.text, tuple(terms)), token)

    def _unary(self) -> Node:
        token = self._advance()
        if token.word is Word.SIGN and token.text in ("!", "-"):
            self._enter(token)
            node = self._counted(Unary(token.at, token.text, self._unary()), token)
            self._nesting -= 1
            return node
        if token.word is Word.SIGN and token.text == "(":
            self._enter(token)
            node = self._expression(1)
            self._expect(")")
            self._nesting -= 1
            return node
        if token.word is Word.SIGN and token.text == "[":
            raise self._fault(token, "RULE_LIST_MISPLACED")
        return self._counted(self._primary(token), token)

    def _primary(self, token: Token) -> Node:
        if token.word is Word.NUMBER:
            return Literal(token.at, Kind.NUMBER, token.value)
        if token.word is Word.STRING:
            return Literal(token.at, Kind.STRING, token.value)
        if token.word is Word.NAME:
            return self._named(token)
        raise self._unexpected(token)

    def _named(self, token: Token) -> Node:
        name = token.text
        if name in ("true", "false"):
            return Literal(token.at, Kind.BOOL, name == "true")
        if name == "null":
            raise self._fault(token, "RULE_NULL")
        if self._peek().text == "(" and self._peek().word is Word.SIGN:
            return self._call(token)
        if name in RESERVED_NAMES:
            raise self._fault(token, "RULE_RESERVED_WORD", word=name)
        return Attribute(token.at, name)

    def _call(self, token: Token) -> Node:
        if token.text not in ("has", "date"):
            raise self._fault(token, "RULE_UNKNOWN_FUNCTION", name=token.text)
        self._advance()
        argument = self._advance()
        if token.text == "date":
            node: Node = self._date(argument)
        elif argument.word is Word.NAME and argument.text not in RESERVED_NAMES:
            node = Has(argument.at, argument.text)
        else:
            raise self._fault(argument, "RULE_HAS_NEEDS_NAME")
        self._expect(")")
        return node

    def _date(self, argument: Token) -> Literal:
        try:
            # ``fromisoformat`` also takes "20201101" and "2020-W45-7"; one notation is enough.
            if argument.word is not Word.STRING or len(str(argument.value)) != 10:
                raise ValueError
            return Literal(argument.at, Kind.DATE, date.fromisoformat(str(argument.value)))
        except ValueError:
            raise self._fault(argument, "RULE_BAD_DATE", text=argument.text[:40]) from None

    def _choices(self) -> tuple[Literal, ...]:
        """Parse the list on the right of ``in``: literals only, at least one."""
        opening = self._advance()
        if opening.word is not Word.SIGN or opening.text != "[":
            raise self._fault(opening, "RULE_IN_NEEDS_LIST")
        if self._peek().text == "]" and self._peek().word is Word.SIGN:
            raise self._fault(self._peek(), "RULE_LIST_EMPTY")
        choices = [self._choice()]
        while self._peek().word is Word.SIGN and self._peek().text == ",":
            self._advance()
            choices.append(self._choice())
        self._expect("]")
        return tuple(choices)

    def _choice(self) -> Literal:
        token = self._advance()
        negative = token.word is Word.SIGN and token.text == "-"
        if negative:
            token = self._advance()
        node = self._counted(self._primary(token), token)
        if not isinstance(node, Literal) or (negative and node.kind is not Kind.NUMBER):
            raise self._fault(token, "RULE_LIST_OF_LITERALS")
        if negative and isinstance(node.value, int | float):
            return Literal(node.at, node.kind, -node.value)
        return node

    def _enter(self, token: Token) -> None:
        self._nesting += 1
        if self._nesting > MAX_NESTING:
            raise self._fault(token, "RULE_TOO_DEEP", limit=MAX_NESTING)

    def _counted(self, node: Node, token: Token) -> Node:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise self._fault(token, "RULE_TOO_COMPLEX", limit=MAX_NODES)
        return node

    def _peek(self) -> Token:
        return self._tokens[self._next]

    def _advance(self) -> Token:
        """Take the next token; the end is given again and again, and whoever does not want it says so."""
        token = self._tokens[self._next]
        self._next = min(self._next + 1, len(self._tokens) - 1)
        return token

    def _expect(self, sign: str) -> None:
        token = self._advance()
        if token.word is Word.END:
            raise self._unexpected(token)
        if token.word is not Word.SIGN or token.text != sign:
            raise self._fault(token, "RULE_EXPECTED", expected=sign, found=_shown(token))

    def _unexpected(self, token: Token) -> RuleFaults:
        if token.word is Word.END:
            return self._fault(token, "RULE_UNFINISHED")
        # In ``not a`` the first word is the wrong one, though only the second cannot stand where it is.
        for wrong in (token, self._tokens[max(self._tokens.index(token) - 1, 0)]):
            if wrong.text in _SLIPS:
                return self._fault(wrong, "RULE_UNEXPECTED_MEANT", found=wrong.text, suggestion=_SLIPS[wrong.text])
        return self._fault(token, "RULE_UNEXPECTED", found=_shown(token))

    def _fault(self, token: Token, code: str, **params: object) -> RuleFaults:
        fault: Fault = fault_at(self._source, token.at, code, **params)
        return RuleFaults([fault])


def _shown(token: Token) -> str:
    return token.text[:40]
