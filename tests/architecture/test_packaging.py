"""The package holds what an installed platform needs, and installs from locked files that name no place."""

import configparser
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from scripts.lock import LOCKS
from tests.architecture.tree import ROOT

SOURCES = ("server", "migrations", "setup.cfg", "pyproject.toml", "README.md", "LICENSE")
DATA = (".toml", ".csv", ".json", ".typed")
RUN = """
import importlib.metadata, pathlib, sys
import server
from server.core.db import open_database
from server.core.migrating import migrate
from server.core.settings import Settings
assert pathlib.Path(server.__file__).is_relative_to(sys.argv[2]), server.__file__
print(len(migrate(open_database(Settings(data_dir=pathlib.Path(sys.argv[1]))))))
[command] = importlib.metadata.entry_points(group="console_scripts", name="ksbb")
sys.argv = ["ksbb", "--help"]
command.load()()
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a wheel built from a copy of the sources, with a page laid where the build of the page puts it."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "page"))
        elif source.exists():
            shutil.copy(source, folder / name)
    assets = folder / "server" / "web" / "page" / "assets"
    assets.mkdir(parents=True)
    (assets / "main.js").write_text("", encoding="utf-8")
    (assets.parent / "index.html").write_text("", encoding="utf-8")
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(folder / "dist")]
    made = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", *options, "."], cwd=folder, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stdout + made.stderr
    [built] = (folder / "dist").glob("*.whl")
    return built


def test_the_wheel_holds_code_migrations_data_and_page(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    code = {path for path in (ROOT / "server").rglob("*") if path.suffix in {".py", *DATA} and "page" not in path.parts}
    expected = {path.relative_to(ROOT).as_posix() for path in code if "__pycache__" not in path.parts}
    expected |= {f"server/migrations/{path.name}" for path in (ROOT / "migrations").glob("*.py")}
    expected |= {"server/web/page/index.html", "server/web/page/assets/main.js"}
    assert expected <= names
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == {"server"}


def test_an_installed_wheel_migrates_and_answers(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    said = subprocess.run(
        [sys.executable, "-c", RUN, str(tmp_path), str(site)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(site), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stdout + said.stderr
    migrated, _, usage = said.stdout.partition("\n")
    assert int(migrated) == len(list((ROOT / "migrations").glob("[0-9]*.py")))
    assert "serve" in usage


def test_the_list_of_packages_is_the_tree() -> None:
    listed = setup_cfg()["options"]["packages"].split()
    found = {".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "server").rglob("__init__.py")}
    assert listed == sorted(found | {"server.migrations"})


def test_a_folder_of_sources_is_a_package() -> None:
    folders = {path.parent for path in (ROOT / "server").rglob("*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_satisfies_what_setup_cfg_asks(lock: str) -> None:
    config = setup_cfg()
    asked = [config["options"]["install_requires"]]
    asked += [config["options.extras_require"][extra] for extra in LOCKS[lock]]
    pinned = pins(lock)
    for line in "\n".join(asked).splitlines():
        text = line.partition("#")[0].strip()
        if text:
            requirement = Requirement(text)
            version = pinned.get(requirement.name.lower())
            assert version, f"{text}: not in requirements/{lock}.lock; run `make lock`"
            assert requirement.specifier.contains(version), f"{text}: locked at {version}; run `make lock`"


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_hashes_and_names_no_place(lock: str) -> None:
    text = lock_text(lock)
    blocks = re.split(r"\n(?=[a-z0-9])", text)[1:]
    assert blocks
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert (
        re.findall(r"https?:|file:|--(?:extra-)?index|--find-links|@ |/(?:home|root|opt|work|tmp|Users)/", text) == []
    )


def test_a_package_has_one_version_in_all_locks() -> None:
    widest = pins("dev") | pins("node")
    assert [(lock, name) for lock in LOCKS for name, version in pins(lock).items() if widest[name] != version] == []


def setup_cfg() -> configparser.ConfigParser:
    """Return setup.cfg, with interpolation as setuptools does it."""
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg")
    return config


def lock_text(lock: str) -> str:
    """Return the text of a lock."""
    return (ROOT / "requirements" / f"{lock}.lock").read_text(encoding="utf-8")


def pins(lock: str) -> dict[str, str]:
    """Return name > version of a lock."""
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", lock_text(lock), re.MULTILINE))
