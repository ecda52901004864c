"""The environment is made once, made again when half-made, and each failure is one line.

``pip`` and ``venv`` are stood in for by a small program: what is tested is what we do around them.
"""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.environment import LEVELS, Environment, EnvironmentFailed

PYTHON = f"""#!{sys.executable}
import pathlib, sys
log = pathlib.Path(__file__).parents[2] / "calls"
if "pip" in sys.argv:
    log.open("a").write(" ".join(sys.argv[3:]) + "\\n")
    print("Collecting flask==3.1.3")
    if (log.parent / "refuse").exists():
        print("ERROR: no such flask")
        sys.exit(1)
"""


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a checkout with locks, where ``venv`` lays a stand-in for Python and pip."""
    (tmp_path / "requirements").mkdir()
    for level in (*LEVELS, "node"):
        (tmp_path / "requirements" / f"{level}.lock").write_text("# lock\nflask==3.1.3 \\\n", encoding="utf-8")
    (tmp_path / "setup.cfg").write_text("", encoding="utf-8")
    real = subprocess.run

    def run(command: list[str], **options: object) -> object:
        if command[1:3] != ["-m", "venv"]:
            return real(command, **options)  # type: ignore[call-overload]  # handed through as given
        stand_in = Path(command[3]) / "bin" / "python"
        stand_in.parent.mkdir(parents=True)
        stand_in.write_text(PYTHON, encoding="utf-8")
        stand_in.chmod(0o755)
        (stand_in.parent / "pip").touch()
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", run)
    return tmp_path


def calls(checkout: Path) -> list[str]:
    """Return pip's arguments, one string per call."""
    log = checkout / "calls"
    return log.read_text(encoding="utf-8").splitlines() if log.exists() else []


def test_a_second_time_does_nothing(checkout: Path) -> None:
    Environment(checkout).bring_to("run")
    made = calls(checkout)
    assert len(made) == 2
    assert "--require-hashes" in made[0]
    assert "--no-build-isolation" in made[1]
    Environment(checkout).bring_to("run")
    assert calls(checkout) == made


def test_a_wider_level_serves_a_narrower_one(checkout: Path) -> None:
    Environment(checkout).bring_to("dev")
    made = calls(checkout)
    Environment(checkout).bring_to("run")
    assert calls(checkout) == made
    Environment(checkout).bring_to("test")
    assert calls(checkout) == made


def test_a_changed_lock_is_installed_into_what_stands(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Environment(checkout).bring_to("run")
    (checkout / ".venv" / "kept").touch()
    (checkout / "requirements" / "run.lock").write_text("flask==3.1.4 \\\n", encoding="utf-8")
    Environment(checkout).bring_to("run")
    assert len(calls(checkout)) == 4
    assert (checkout / ".venv" / "kept").exists()
    assert "making it again" not in capsys.readouterr().out


@pytest.mark.parametrize("harm", ["interrupted", "no python", "not python"])
def test_a_half_made_environment_is_made_again(harm: str, checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Environment(checkout).bring_to("run")
    python = checkout / ".venv" / "bin" / "python"
    if harm == "interrupted":
        (checkout / ".venv" / "unfinished").touch()
    elif harm == "no python":
        python.unlink()
    else:
        python.write_text("#!/nowhere/python\n", encoding="utf-8")
        (checkout / ".venv" / "installed-run").unlink()
    Environment(checkout).bring_to("run")
    assert len(calls(checkout)) == 4
    assert "half-made or broken .venv: making it again" in capsys.readouterr().out


def test_what_pip_refuses_is_one_line_and_mends_in_place(checkout: Path) -> None:
    (checkout / "refuse").touch()
    with pytest.raises(EnvironmentFailed, match=r"^pip could not install what it takes to run: no such flask \(see .*"):
        Environment(checkout).bring_to("run")
    (checkout / "refuse").unlink()
    (checkout / ".venv" / "kept").touch()
    Environment(checkout).bring_to("run")
    assert (checkout / ".venv" / "kept").exists()


def test_a_folder_that_cannot_be_written_is_one_line(checkout: Path) -> None:
    (checkout / ".venv").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(EnvironmentFailed, match=r"^Not a directory"):
        Environment(checkout).bring_to("run")


def test_a_python_without_pip_is_told_the_mend(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(EnvironmentFailed, match="neither ensurepip nor pip; install them"):
        Environment(checkout).bring_to("run")


def test_a_moved_environment_is_not_trusted(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    Environment(checkout).bring_to("run")
    moved = tmp_path_factory.mktemp("elsewhere") / "checkout"
    checkout.rename(moved)
    Environment(moved).bring_to("run")
    assert len(calls(moved)) == 4
