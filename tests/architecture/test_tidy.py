"""Sizes, names and single places that no other tool watches. There is no list of exceptions."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, modules, named, names_used, parsed

MODULE_LINES = 300
FUNCTION_LINES = 50
BANNED_NAMES = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "misc"}
PAGE_SOURCES = ("*.ts", "*.tsx", "*.css", "*.js", "*.mjs")

# Dotted name > where it may stand (paths below the root; a folder ends in a slash).
SINGLE_PLACES: dict[str, tuple[str, ...]] = {
    "datetime.datetime.now": ("server/core/clock.py", "examples/"),
    "datetime.datetime.utcnow": (),
    "datetime.datetime.today": (),
    "datetime.date.today": (),
    "time.time": ("server/core/clock.py", "server/core/ids.py", "examples/"),
    "time.time_ns": ("server/core/clock.py", "server/core/ids.py"),
    "os.environ": ("server/core/settings.py", "server/cli/", "tests/", "scripts/", "examples/", "benchmarks/"),
    "os.getenv": (),
    "print": ("server/cli/", "scripts/", "examples/", "benchmarks/"),
}


def test_a_module_is_short() -> None:
    assert [named(path) for path in modules() if len(_lines(path)) > MODULE_LINES] == []


def test_a_function_is_short() -> None:
    assert _offences(modules(), lambda path: long_functions(parsed(path))) == {}


def test_a_name_says_what_a_thing_is() -> None:
    assert [named(path) for path in modules() if any(map(is_banned, Path(named(path)).parts))] == []


def test_some_things_stand_in_one_place() -> None:
    assert _offences(modules(), lambda path: misplaced(named(path), parsed(path))) == {}


def test_an_import_stands_at_the_top_and_is_absolute() -> None:
    assert _offences(modules(), lambda path: list(hidden_imports(parsed(path)))) == {}


def test_a_source_of_the_page_is_short() -> None:
    sources = [path for pattern in PAGE_SOURCES for path in (ROOT / "frontend_stub").rglob(pattern)]
    own = [path for path in sources if "node_modules" not in path.parts and not path.name.endswith(".d.ts")]
    assert [named(path) for path in own if len(_lines(path)) > MODULE_LINES] == []


def long_functions(tree: ast.Module) -> list[str]:
    """Return ``name: lines`` of functions longer than ``FUNCTION_LINES``.

    Lines of a class declared inside do not count: a migration freezes its tables there, and a list of columns is as
    long as it is.
    """
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    sized = [(node.name, _length(node) - sum(map(_length, _classes(node.body)))) for node in functions]
    return [f"{name}: {lines}" for name, lines in sized if lines > FUNCTION_LINES]


def is_banned(part: str) -> bool:
    """Say whether a file or folder name says nothing: a drawer's name, or a number to tell it from another."""
    stem = part.removesuffix(".py")
    return stem in BANNED_NAMES or bool(re.search(r"\d$", stem) and not re.match(r"\d{4}_", stem))


def misplaced(name: str, tree: ast.Module) -> list[str]:
    """Return ``line: thing`` for what may stand in other files only."""
    found = set()
    for line, used in names_used(tree):
        for thing, places in SINGLE_PLACES.items():
            at_home = any(name.startswith(place) if place.endswith("/") else name == place for place in places)
            if (used == thing or used.startswith(f"{thing}.")) and not at_home:
                found.add(f"{line}: {thing}")
    return sorted(found)


def hidden_imports(tree: ast.Module) -> Iterator[str]:
    """Yield relative imports, and imports inside a function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            yield f"{node.lineno}: relative import"
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            within = [inner for inner in ast.walk(node) if isinstance(inner, ast.Import | ast.ImportFrom)]
            yield from (f"{inner.lineno}: import inside {node.name}" for inner in within)


def _length(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _classes(body: list[ast.stmt]) -> list[ast.ClassDef]:
    return [node for node in body if isinstance(node, ast.ClassDef)]


def _offences(paths: Iterable[Path], rule: Callable[[Path], list[str]]) -> dict[str, list[str]]:
    return {named(path): found for path in paths if (found := rule(path))}


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


BREAKS: dict[str, tuple[Callable[[ast.Module], object], str]] = {
    "a long function": (long_functions, "def f():\n" + "    x = 1\n" * FUNCTION_LINES),
    "the time, by an alias": (lambda t: misplaced("server/a.py", t), "from datetime import datetime as d\nd.now()"),
    "the time, by module": (lambda t: misplaced("server/a.py", t), "import datetime\ndatetime.datetime.utcnow()"),
    "today": (lambda t: misplaced("server/a.py", t), "from datetime import date\ndate.today()"),
    "seconds": (lambda t: misplaced("server/a.py", t), "import time as clock\nclock.time()"),
    "the environment": (lambda t: misplaced("server/a.py", t), "from os import environ"),
    "one variable": (lambda t: misplaced("server/a.py", t), "import os\nos.environ.get('A')"),
    "a print": (lambda t: misplaced("server/a.py", t), "print('x')"),
    "a hidden import": (lambda t: list(hidden_imports(t)), "def f():\n    import os\n"),
    "a relative import": (lambda t: list(hidden_imports(t)), "from . import x\n"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_each_rule_catches_its_break(name: str) -> None:
    rule, source = BREAKS[name]
    assert rule(ast.parse(source))


def test_rules_let_their_homes_be() -> None:
    assert misplaced("server/core/clock.py", ast.parse("from datetime import datetime\ndatetime.now()")) == []
    assert misplaced("server/cli/serve.py", ast.parse("print(1)")) == []
    assert misplaced("server/a.py", ast.parse("from time import monotonic, sleep\nmonotonic()")) == []


@pytest.mark.parametrize(
    ("part", "banned"),
    [
        ("utils", True),
        ("helpers.py", True),
        ("pledges2.py", True),
        ("0001_create_areas.py", False),
        ("sha256.py", True),
        ("pledges.py", False),
    ],
)
def test_names_that_say_nothing_are_known(part: str, banned: bool) -> None:
    assert is_banned(part) is banned
