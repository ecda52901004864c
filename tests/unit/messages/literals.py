"""The message codes that stand as literals in the source, with what is known of their parameters."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import ROOT, dotted, modules, named, parsed

_CODE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")
_GIVING = {"refuse", "_unreadable", "Unsafe", "BadPage", "bad_input", "fault", "warn", "fault_at", "_fault", "Fault"}
"""Calls whose text arguments are codes; keywords are the parameters of the text."""
_REFUSING = {"InvalidInput": {"limit"}, "NotPermitted": set[str]()}
"""Calls whose ``reason`` is filled by what the refusal has besides."""
_SILENT = ("server/cli", "server/adapters", "server/models", "server/core", "server/jobs")
"""What says nothing to a user by a code of its own (``core/errors.py`` is introspected)."""
_NO_CODES = re.compile(r"(KSBB|MAIL)_.*|BANK_ACCOUNT|REMEMBER_COOKIE_NAME|.*_URL|.*_")
"""Settings, letters (tested as such), kinds of identifiers, prefixes."""


def reasons() -> Iterator[tuple[str, str, frozenset[str] | None]]:
    """Yield place, code and parameters (``None``: not literal either) of every code given to a refusal or fault."""
    for place, call in _calls():
        name = dotted(call.func).rpartition(".")[2]
        keywords = frozenset(keyword.arg for keyword in call.keywords if keyword.arg)
        for keyword in call.keywords:
            if keyword.arg == "reason":
                given = frozenset(_REFUSING.get(name, keywords - {"reason", "path", "headers"}))
                yield from ((place, code, given) for code in _codes(keyword.value))
        if name in _REFUSING:
            yield from ((place, code, frozenset(_REFUSING[name])) for arg in call.args for code in _codes(arg))
        if name in _GIVING:
            params = _params(call, keywords)
            yield from ((place, code, params) for arg in call.args for code in _codes(arg))


def meant() -> Iterator[tuple[str, str]]:
    """Yield place and code of every "did you mean": the plain code and the one with a suggestion."""
    for place, call in _calls():
        if dotted(call.func) == "meant":
            yield from ((place, code + end) for code in _codes(call.args[0]) for end in ("", "_MEANT"))


def code_like() -> Iterator[tuple[str, str]]:
    """Yield place and text of every literal that looks like a code of two words, outside of enumerations."""
    for path in modules("server"):
        if named(path).startswith(_SILENT):
            continue
        tree = parsed(path)
        within = {id(node) for body in _enumerations(tree) for node in ast.walk(body)}
        for node in ast.walk(tree):
            text = getattr(node, "value", None) if isinstance(node, ast.Constant) and id(node) not in within else None
            if isinstance(text, str) and "_" in text and _CODE.fullmatch(text) and not _NO_CODES.fullmatch(text):
                yield _place(path, node.lineno), text  # type: ignore[attr-defined]  # a constant has a line


def letters() -> Iterator[tuple[str, str]]:
    """Yield place and code of every letter."""
    for path in modules("server"):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("MAIL_"):
                yield _place(path, node.lineno), node.value


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for path in modules("server"):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call):
                yield _place(path, node.lineno), node


def _codes(node: ast.expr) -> Iterator[str]:
    """Yield the codes that an argument can be: a literal, or either side of a choice between two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and _CODE.fullmatch(node.value):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _codes(node.body)
        yield from _codes(node.orelse)


def _params(call: ast.Call, keywords: frozenset[str]) -> frozenset[str] | None:
    """Return the parameters that come with a fault: its keywords, or the keys of the mapping after the code."""
    if dotted(call.func) != "Fault":
        more = {"suggestion"} if any(keyword.arg is None for keyword in call.keywords) else set[str]()
        return keywords | more
    table = call.args[2] if len(call.args) > 2 else None
    if isinstance(table, ast.Dict):
        return frozenset(str(key.value) for key in table.keys if isinstance(key, ast.Constant))
    return None


def _enumerations(tree: ast.Module) -> Iterator[ast.ClassDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any(dotted(base).endswith("Enum") for base in node.bases):
            yield node


def _place(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT).as_posix()}:{line}"
