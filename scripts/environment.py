"""Make ``.venv`` hold what a level of work needs: ``python environment.py run|test|dev``.

Idempotent and quick when nothing is to be done. What was begun and not finished is made again. Every failure is one
line that says what to do; pip's own words stand in ``.venv/install.log``.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Each level holds the ones before it.
LEVELS = ("run", "test", "dev")
# Where the environment is laid while its first installation goes on: it tells a half-made one from a whole one.
_UNFINISHED = "unfinished"
# The first that says something: pip precedes a build tool's own words with one that does not.
_REASON = re.compile(r"\s*(?:ERROR|error): (?!subprocess-exited)(.+)")


class EnvironmentFailed(Exception):
    """The environment cannot be made; the message is one line with the mend."""


class Environment:
    """The virtual environment of a checkout at ``root``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.python = self.folder / "bin" / "python"
        self._log = self.folder / "install.log"

    def bring_to(self, level: str) -> None:
        """Install the lock of ``level`` and the package itself, unless that was done."""
        if any(self._is_at(other) for other in LEVELS[LEVELS.index(level) :]):
            return
        with _one_line_for_os_errors(self.folder):
            self._create()
            mark = self.folder / _UNFINISHED
            mark.touch()
            try:
                self._install(level)
                self._stamp(level).write_text(self._digest(level), encoding="utf-8")
            finally:
                # What pip refused it has undone itself; only a kill leaves the mark.
                mark.unlink()

    def add(self, lock: str) -> None:
        """Install one more lock (``node``) into an environment that stands."""
        self._pip(f"the packages of requirements/{lock}.lock", self._locked(lock), self._count(lock))

    def _create(self) -> None:
        if self.folder.exists():
            if not (self.folder / _UNFINISHED).exists() and self._works():
                return
            _say("Found a half-made or broken .venv: making it again.")
            shutil.rmtree(self.folder)
        version = ".".join(map(str, sys.version_info[:3]))
        _say(f"Creating .venv with Python {version} …")
        own_pip = importlib.util.find_spec("ensurepip") is not None
        if not own_pip and importlib.util.find_spec("pip") is None:
            raise EnvironmentFailed(
                f"{sys.executable} has neither ensurepip nor pip; install them (Debian: apt-get install python3-venv)."
            )
        options = [] if own_pip else ["--without-pip"]
        command = [sys.executable, "-m", "venv", *options, str(self.folder)]
        made = subprocess.run(command, capture_output=True, text=True)
        if made.returncode:
            said = (made.stderr or made.stdout).strip().splitlines() or ["no reason given"]
            raise EnvironmentFailed(f"python -m venv failed: {said[-1]} (Debian: apt-get install python3-venv).")

    def _works(self) -> bool:
        probe = [str(self.python), "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
        try:
            return subprocess.run(probe, capture_output=True, timeout=60).returncode == 0
        except (OSError, subprocess.SubprocessError):
            return False

    def _install(self, level: str) -> None:
        self._pip(f"what it takes to {level}", self._locked(level), self._count(level))
        # Its build tool is among the locked packages, hence no isolated build that would fetch another.
        self._pip("ksbb itself", ["--no-build-isolation", "--no-deps", "--editable", str(self.root)], 1)

    def _locked(self, lock: str) -> list[str]:
        return ["--require-hashes", "--no-deps", "--requirement", str(self._lock(lock))]

    def _pip(self, what: str, arguments: list[str], expected: int) -> None:
        began = time.monotonic()
        _say(f"Installing {what} ({expected} packages) …" if expected > 1 else f"Installing {what} …")
        quiet = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off", "--root-user-action", "ignore"]
        command = [*self._pip_command(), "install", *quiet, *arguments]
        with self._log.open("a", encoding="utf-8") as log:
            pip = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=self.root)
            failure = ""
            seen = 0
            with pip:
                assert pip.stdout is not None  # noqa: S101  # asked for above; the type cannot know
                for line in pip.stdout:
                    log.write(line)
                    if line.startswith("Collecting "):
                        seen += 1
                        _progress(f"{seen}/{expected} {line.split()[1]}")
                    elif line.startswith("Installing collected packages"):
                        _progress("unpacking")
                    elif reason := _REASON.match(line):
                        failure = failure or reason[1]
        _progress("")
        if pip.returncode:
            failure = failure[:160] or "no reason given"
            raise EnvironmentFailed(f"pip could not install {what}: {failure} (see {self._log}).")
        _say(f"Installed {what} in {time.monotonic() - began:.0f} s.")

    def _pip_command(self) -> list[str]:
        if (self.folder / "bin" / "pip").exists():
            return [str(self.python), "-m", "pip"]
        return [sys.executable, "-m", "pip", "--python", str(self.python)]

    def _is_at(self, level: str) -> bool:
        try:
            stamped = self._stamp(level).read_text(encoding="utf-8")
        except OSError:
            return False
        return stamped == self._digest(level) and self.python.exists() and not (self.folder / _UNFINISHED).exists()

    def _stamp(self, level: str) -> Path:
        return self.folder / f"installed-{level}"

    def _digest(self, level: str) -> str:
        # The folder's own path counts: an environment that was moved or copied does not run.
        parts = (str(self.folder).encode(), self._lock(level).read_bytes(), (self.root / "setup.cfg").read_bytes())
        return hashlib.sha256(b"\0".join(parts)).hexdigest()

    def _count(self, lock: str) -> int:
        return len(re.findall(r"^[a-z0-9].*==", self._lock(lock).read_text(encoding="utf-8"), re.MULTILINE))

    def _lock(self, name: str) -> Path:
        return self.root / "requirements" / f"{name}.lock"


@contextmanager
def _one_line_for_os_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EnvironmentFailed(f"{error.strerror or error} ({error.filename or folder}).") from error


def _say(line: str) -> None:
    print(line, flush=True)


def _progress(text: str) -> None:
    """Show where pip is on one line of a terminal that rewrites itself; say nothing in a log."""
    if sys.stdout.isatty():
        width = shutil.get_terminal_size().columns - 3
        print(f"\r\x1b[K  {text[:width]}" if text else "\r\x1b[K", end="", flush=True)


def main(arguments: list[str]) -> None:
    """Bring the checkout's environment to the level named."""
    try:
        Environment(ROOT).bring_to(arguments[0])
    except EnvironmentFailed as failed:
        sys.exit(f"Setup failed: {failed}")
    except KeyboardInterrupt:
        os._exit(130)


if __name__ == "__main__":
    main(sys.argv[1:])
