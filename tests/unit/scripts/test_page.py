"""The page is built when its sources changed, by a Node that is new enough, and a failure is one line."""

from pathlib import Path

import pytest

from scripts import page
from scripts.node import find_node, new_enough
from scripts.page import Page, PageFailed

NODE = '#!/bin/sh\necho "v{version}"\n'
NPM = """#!/bin/sh
echo "$1 $2" >> ../npm-calls
if [ "$1" = ci ]; then mkdir -p node_modules; exit 0; fi
if [ -e ../refuse ]; then echo "note"; echo "error: no such type"; exit 1; fi
mkdir -p ../server/web/page; echo built > ../server/web/page/index.html
"""


def program(path: Path, text: str) -> None:
    """Lay an executable file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a checkout with sources of a page, and a Node on the PATH that only pretends."""
    for name in ("package.json", "package-lock.json", "src/main.ts"):
        path = tmp_path / "frontend_stub" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}", encoding="utf-8")
    (tmp_path / "server" / "web").mkdir(parents=True)
    program(tmp_path / "bin" / "node", NODE.format(version="20.19.1"))
    program(tmp_path / "bin" / "npm", NPM)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    return tmp_path


def calls(checkout: Path) -> list[str]:
    """Return npm's arguments, one string per call."""
    return (checkout / "npm-calls").read_text(encoding="utf-8").splitlines()


def test_a_page_is_built_once(checkout: Path) -> None:
    Page(checkout).build()
    assert calls(checkout) == ["ci --ignore-scripts", "run build"]
    Page(checkout).build()
    assert len(calls(checkout)) == 2


@pytest.mark.parametrize("changed", ["frontend_stub/src/main.ts", "schema.graphql"])
def test_a_changed_source_is_built_without_installing_again(changed: str, checkout: Path) -> None:
    Page(checkout).build()
    (checkout / changed).write_text("changed", encoding="utf-8")
    Page(checkout).build()
    assert calls(checkout)[2:] == ["run build"]


def test_what_tools_put_among_the_sources_is_not_a_change(checkout: Path) -> None:
    Page(checkout).build()
    (checkout / "frontend_stub" / "graphql-env.d.ts").touch()
    (checkout / "frontend_stub" / "node_modules" / "x.js").touch()
    Page(checkout).build()
    assert len(calls(checkout)) == 2


def test_a_page_that_was_removed_is_built_again(checkout: Path) -> None:
    Page(checkout).build()
    (checkout / "server" / "web" / "page" / "index.html").unlink()
    Page(checkout).build()
    assert calls(checkout)[2:] == ["run build"]


def test_a_failed_build_is_one_line_and_is_tried_again(checkout: Path) -> None:
    (checkout / "refuse").touch()
    with pytest.raises(PageFailed, match=r"^`npm run build` failed: error: no such type \(see .*build.log\)$"):
        Page(checkout).build()
    (checkout / "refuse").unlink()
    Page(checkout).build()
    assert (checkout / "server" / "web" / "page" / "index.html").exists()


def test_a_failure_ends_the_command_only_when_strict(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(page, "ROOT", checkout)
    (checkout / "refuse").touch()
    page.main([])
    assert capsys.readouterr().out.endswith("The API runs without it.\n")
    with pytest.raises(SystemExit, match="The page was not built"):
        page.main(["--strict"])


def test_an_old_node_is_passed_over_for_the_one_in_the_environment(checkout: Path) -> None:
    program(checkout / "bin" / "node", NODE.format(version="18.20.0"))
    assert find_node(checkout / "wheel") is None
    program(checkout / "wheel" / "node", NODE.format(version="24.19.0"))
    assert find_node(checkout / "wheel") == checkout / "wheel" / "node"


@pytest.mark.parametrize(
    ("version", "enough"),
    [((20, 18), False), ((20, 19), True), ((21, 7), False), ((22, 11), False), ((22, 12), True), ((24, 0), True)],
)
def test_versions_that_the_tools_take(version: tuple[int, int], enough: bool) -> None:
    assert new_enough(version) is enough
