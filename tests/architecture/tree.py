"""The source tree as the architecture tests read it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("server", "tests", "examples", "migrations", "scripts", "benchmarks")


@cache
def modules(*parts: str) -> tuple[Path, ...]:
    """Return every Python file under ``parts`` (all of the repository's when none are named), sorted."""
    found = (path for part in parts or PARTS for path in (ROOT / part).rglob("*.py"))
    return tuple(sorted(path for path in found if "node_modules" not in path.parts))


@cache
def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def named(path: Path) -> str:
    """Return the path as one reads it in a message."""
    return path.relative_to(ROOT).as_posix()


def dotted(node: ast.expr) -> str:
    """Return ``a.b.c`` for an attribute chain on a name, ``""`` for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        head = dotted(node.value)
        return f"{head}.{node.attr}" if head else ""
    return ""


def names_used(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield (line, dotted name with imports resolved) for every name and attribute chain that a file uses.

    ``from time import time as t`` and then ``t()`` yields ``time.time``; a name that was not imported stays as it is.
    """
    origin = dict(_imported(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Name | ast.Attribute):
            head, _, rest = dotted(node).partition(".")
            if head:
                yield node.lineno, origin.get(head, head) + (f".{rest}" if rest else "")


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                head = alias.name.partition(".")[0]
                yield alias.asname or head, alias.name if alias.asname else head
        elif isinstance(node, ast.ImportFrom):
            yield from ((alias.asname or alias.name, f"{node.module}.{alias.name}") for alias in node.names)
