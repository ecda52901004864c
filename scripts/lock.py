"""Write ``requirements/*.lock`` from ``setup.cfg``: every package with hashes, for all Pythons and systems.

Needs the ``dev`` environment (``uv``) and the package index. The widest lock is resolved first and binds the narrower
ones, so that a package has the same version in all of them.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Lock > the extras it holds besides the package's own requirements.
LOCKS = {"dev": ("build", "dev"), "test": ("build", "test"), "run": ("build",), "node": ("node",)}
HEADER = "# Written by `make lock` from setup.cfg; not by hand.\n"


def command(name: str, python: str) -> list[str]:
    """Return the call that resolves the lock ``name`` for every Python from ``python`` up."""
    extras = [part for extra in LOCKS[name] for part in ("--extra", extra)]
    bound = [] if name == "dev" else ["--constraints", "requirements/dev.lock"]
    options = ["--universal", "--generate-hashes", "--no-emit-index-url", "--no-header", "--quiet"]
    where = ["--python-version", python, "--output-file", f"requirements/{name}.lock"]
    return [str(Path(sys.executable).with_name("uv")), "pip", "compile", *options, *where, *bound, *extras, "setup.cfg"]


def main() -> None:
    """Resolve each lock."""
    (ROOT / "requirements").mkdir(exist_ok=True)
    for name in LOCKS:
        print(f"Locking {name} …", flush=True)
        found = subprocess.run(command(name, "3.11"), cwd=ROOT, check=False)
        if found.returncode:
            sys.exit(f"Lock of {name!r} not written: see above.")
        path = ROOT / "requirements" / f"{name}.lock"
        path.write_text(HEADER + path.read_text(encoding="utf-8"), encoding="utf-8")


if __name__ == "__main__":
    main()
