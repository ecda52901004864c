"""The import contracts of setup.cfg hold, and each of them catches a break made on purpose."""

import configparser
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

# Contract > (file of a copy of the tree, line added to it, what the report must name).
BREAKS: dict[str, tuple[str, str, str]] = {
    "layers": ("server/core/broken.py", "import server.models.base", "server.core is not allowed to import"),
    "layers, a new package": ("server/utils/__init__.py", "", "server.utils"),
    "layers, a sibling": ("server/reads/broken.py", "import server.services", "server.reads is not allowed to import"),
    "pure": ("server/rules/broken.py", "import peewee", "server.rules is not allowed to import peewee"),
    "transport": ("server/services/broken.py", "import flask", "server.services is not allowed to import flask"),
    "orm": ("server/schema/broken.py", "import peewee", "server.schema is not allowed to import peewee"),
    "adapters": ("server/web/broken.py", "import server.adapters", "server.web.broken"),
    # The database handle imports the settings.
    "acyclic": ("server/core/settings.py", "import server.core.db", "No cycles are allowed in server.core."),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the tree in ``folder``, in a process of its own: the package is found by its path."""
    program = (
        "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True, no_logo=True))"
    )
    return subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )


def test_every_contract_is_kept() -> None:
    said = lint(ROOT)
    assert said.returncode == 0, said.stdout + said.stderr


def test_every_contract_has_a_break() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg")
    contracts = {name.rpartition(":")[2] for name in config.sections() if name.startswith("importlinter:contract:")}
    assert contracts == {name.partition(",")[0] for name in BREAKS}


@pytest.mark.parametrize("name", BREAKS)
def test_a_break_is_caught(name: str, tmp_path: Path) -> None:
    path, line, report = BREAKS[name]
    shutil.copytree(ROOT / "server", tmp_path / "server", ignore=shutil.ignore_patterns("__pycache__", "page"))
    shutil.copy(ROOT / "setup.cfg", tmp_path)
    broken = tmp_path / path
    broken.parent.mkdir(exist_ok=True)
    with broken.open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    said = lint(tmp_path)
    assert said.returncode == 1
    assert f"{_title(name)} BROKEN" in said.stdout
    assert report in said.stdout


def _title(name: str) -> str:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg")
    return config[f"importlinter:contract:{name.partition(',')[0]}"]["name"]
