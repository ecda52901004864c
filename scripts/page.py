"""Build the web page of ``frontend_stub/`` into ``server/web/page/``: ``python page.py [--strict]``.

Skipped when its sources have not changed. Without ``--strict`` a failure is one line and no error: the API runs
without the page, and says so where the page would be.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.environment import Environment, EnvironmentFailed
from scripts.node import find_node

ROOT = Path(__file__).resolve().parents[1]
# Not sources: what tools put among them.
_GENERATED = {"node_modules", "dist", "schema.graphql", "graphql-env.d.ts", ".vite"}
_SECONDS = 600


class PageFailed(Exception):
    """The page was not built; the message is one line with the reason."""


class Page:
    """The page of a checkout at ``root``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.sources = root / "frontend_stub"
        self.built = root / "server" / "web" / "page"
        # Beside the folder, which the build empties.
        self._stamp = root / "server" / "web" / ".page-built-from"
        self._log = self.sources / "node_modules" / ".build.log"

    def build(self) -> None:
        """Build the page unless it stands; raise ``PageFailed``."""
        digest = self._digest()
        if self._stamped() == digest and (self.built / "index.html").is_file():
            return
        began = time.monotonic()
        print("Building the page …", flush=True)
        node = self._node()
        if self._installed_lock() != self._lock():
            self._npm(node, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
        self._npm(node, "run", "build")
        if not (self.built / "index.html").is_file():
            raise PageFailed(f"the build left no {self.built / 'index.html'}")
        self._stamp.write_text(digest, encoding="utf-8")
        print(f"Built the page in {time.monotonic() - began:.0f} s.", flush=True)

    def _node(self) -> Path:
        environment = Environment(self.root)
        node = find_node(environment.python.parent)
        if node is None:
            print("No Node >= 20.19 here: fetching one as a Python package.", flush=True)
            try:
                environment.add("node")
            except EnvironmentFailed as failed:
                raise PageFailed(f"no Node >= 20.19, and {failed}") from failed
            node = find_node(environment.python.parent)
        if node is None:
            raise PageFailed("no Node >= 20.19 runs on this machine")
        return node

    def _npm(self, node: Path, *arguments: str) -> None:
        npm = node.with_name("npm")
        # The node that was found comes first, whatever else is on the PATH.
        environ = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
        self._log.parent.mkdir(exist_ok=True)
        try:
            done = subprocess.run(
                [npm if npm.exists() else shutil.which("npm") or "npm", *arguments],
                cwd=self.sources,
                env=environ,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                timeout=_SECONDS,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PageFailed(f"npm {arguments[0]}: {error}") from error
        if done.returncode:
            # `npm ci` empties node_modules, so the log is laid afterwards.
            self._log.parent.mkdir(exist_ok=True)
            self._log.write_text(done.stdout, encoding="utf-8")
            raise PageFailed(f"`npm {' '.join(arguments)}` failed: {_reason(done.stdout)} (see {self._log})")
        if arguments[0] == "ci":
            (self.sources / "node_modules" / ".ksbb-lock").write_text(self._lock(), encoding="utf-8")

    def _digest(self) -> str:
        found = hashlib.sha256()
        sources = [self.root / "schema.graphql"]
        for folder, names, files in os.walk(self.sources):
            names[:] = sorted(set(names) - _GENERATED)
            sources += [Path(folder) / name for name in sorted(set(files) - _GENERATED)]
        for path in sources:
            if path.is_file():
                found.update(str(path.relative_to(self.root)).encode() + b"\0" + path.read_bytes() + b"\0")
        return found.hexdigest()

    def _lock(self) -> str:
        return hashlib.sha256((self.sources / "package-lock.json").read_bytes()).hexdigest()

    def _installed_lock(self) -> str:
        return _text(self.sources / "node_modules" / ".ksbb-lock")

    def _stamped(self) -> str:
        return _text(self._stamp)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""


def _reason(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    first = next((at for at, line in enumerate(lines) if "error" in line.lower()), 0)
    # Some tools print a heading of the error and then what it is.
    return " ".join(lines[first : first + 3])[:200] or "no reason given"


def main(arguments: list[str]) -> None:
    """Build the page of this checkout."""
    try:
        Page(ROOT).build()
    except (PageFailed, OSError) as failed:
        line = f"The page was not built: {failed}."
        if "--strict" in arguments:
            sys.exit(line)
        print(f"{line} The API runs without it.", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
