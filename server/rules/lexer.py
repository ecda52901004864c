"""Words of a rule: from source to tokens, each with its place."""

import re
from dataclasses import dataclass
from enum import StrEnum

from server.rules.faults import Fault, RuleFaults, fault_at
from server.rules.syntax import MAX_NUMBER, MAX_SOURCE_BYTES


class Word(StrEnum):
    """What a token is."""

    NUMBER = "number"
    STRING = "string"
    NAME = "name"
    SIGN = "sign"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """One word: its source ``text``, the offset it stands ``at`` and, for literals, its ``value``."""

    word: Word
    text: str
    at: int
    value: int | float | str = 0


_TOKEN = re.compile(
    r"""
    (?P<number>[0-9]+(?:\.[0-9]+)?(?P<tail>[A-Za-z0-9_.]*))
  | (?P<string>"(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
  | (?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)
  | (?P<sign>\|\||&&|==|!=|<=|>=|[-+!<>()\[\],])
    """,
    re.VERBOSE,
)
_SPACE = re.compile(r"[ \t\r\n]*")
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)", re.DOTALL)
_ESCAPES = {"\\": "\\", '"': '"', "'": "'", "n": "\n", "r": "\r", "t": "\t"}
_SLIPS = {"=": "==", "&": "&&", "|": "||", "\u2264": "<=", "\u2265": ">=", "\u2260": "!=", "\u201c": '"', "\u2019": "'"}


def tokens(source: str) -> list[Token]:
    """Cut ``source`` into tokens, the last one being ``END``; raise ``RuleFaults`` at the first that is none."""
    # Characters first: five megabytes are refused without being encoded.
    if len(source) > MAX_SOURCE_BYTES or len(source.encode("utf-8", "surrogatepass")) > MAX_SOURCE_BYTES:
        raise RuleFaults([fault_at(source, 0, "RULE_TOO_LONG", limit=MAX_SOURCE_BYTES)])
    found: list[Token] = []
    at = _skip(source, 0)
    while at < len(source):
        match = _TOKEN.match(source, at)
        if match is None:
            raise RuleFaults([_stranger(source, at)])
        found.append(_token(source, match))
        at = _skip(source, match.end())
    if not found:
        raise RuleFaults([fault_at(source, 0, "RULE_EMPTY")])
    return [*found, Token(Word.END, "", len(source))]


def _skip(source: str, at: int) -> int:
    match = _SPACE.match(source, at)
    return match.end() if match else at


def _stranger(source: str, at: int) -> Fault:
    character = source[at]
    if character in "\"'":
        return fault_at(source, at, "RULE_UNCLOSED_STRING")
    slip = _SLIPS.get(character)
    if slip:
        return fault_at(source, at, "RULE_UNEXPECTED_MEANT", found=character, suggestion=slip)
    # A lone surrogate cannot be shown to anyone.
    shown = character if character.isprintable() else f"U+{ord(character):04X}"
    return fault_at(source, at, "RULE_BAD_CHARACTER", character=shown)


def _token(source: str, match: re.Match[str]) -> Token:
    at, text = match.start(), match.group()
    if match["number"]:
        return Token(Word.NUMBER, text, at, _number(source, match))
    if match["string"]:
        return Token(Word.STRING, text, at, _string(source, at, text))
    return Token(Word.NAME if match["name"] else Word.SIGN, text, at)


def _number(source: str, match: re.Match[str]) -> int | float:
    text = match.group()
    # The length is looked at first, so that no long row of digits is ever converted.
    if match["tail"] or len(text) > 40:
        raise RuleFaults([fault_at(source, match.start(), "RULE_BAD_NUMBER", text=text[:40], limit=MAX_NUMBER)])
    value = float(text) if "." in text else int(text)
    if value > MAX_NUMBER:
        raise RuleFaults([fault_at(source, match.start(), "RULE_BAD_NUMBER", text=text, limit=MAX_NUMBER)])
    return value


def _string(source: str, at: int, text: str) -> str:
    def replace(match: re.Match[str]) -> str:
        escape = match[1]
        plain = chr(int(escape[1:], 16)) if len(escape) == 5 else _ESCAPES.get(escape)
        if plain is None or "\ud800" <= plain <= "\udfff":
            raise RuleFaults([fault_at(source, at + 1 + match.start(), "RULE_BAD_ESCAPE", escape=match[0])])
        return plain

    for offset, character in enumerate(text):
        if "\ud800" <= character <= "\udfff":
            raise RuleFaults([_stranger(source, at + offset)])
    return _ESCAPE.sub(replace, text[1:-1])
