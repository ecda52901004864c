"""Keeps the processes of the site running. One thread starts them all; others may only kill.

That is what keeps a watchdog and a killer from both restarting a server, and leaving a stray behind. It is also what
the kernel's signal at a parent's death asks for: the parent is the thread that started the child.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from tests.architecture.tree import ROOT

_TETHER = ROOT / "tests" / "backends" / "tether.py"
_LOOK_SECONDS = 0.02


@dataclass
class Kept:
    """A command that is kept running, its process, and how often it was started. ``lock`` holds a restart back."""

    command: Sequence[str]
    log: Path
    lock: threading.Lock = field(default_factory=threading.Lock)
    process: "subprocess.Popen[bytes] | None" = None
    starts: int = 0


class Family:
    """The processes by name; inside ``with`` they run, and whoever ends is started again at once."""

    def __init__(self, commands: Mapping[str, Sequence[str]], environment: Mapping[str, str], logs: Path) -> None:
        self._environment = dict(environment)
        self._kept = {name: Kept(command, logs / f"{name.replace(' ', '-')}.log") for name, command in commands.items()}
        self._stop = threading.Event()
        self._watch = threading.Thread(target=self._keep_running, name="watchdog")

    def __enter__(self) -> "Family":
        self._watch.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._watch.join()

    def strike(self, name: str, *, with_children: bool = False) -> bool:
        """``kill -9`` the process, perhaps with its children; ``False`` when it was down already."""
        kept = self._kept[name]
        with kept.lock:
            return _kill(kept, with_children=with_children)

    def strike_child(self, name: str) -> bool:
        """``kill -9`` a child of the process (a work horse); ``False`` when it has none at this moment."""
        kept = self._kept[name]
        with kept.lock:
            return sum(_kill_pid(child) for child in children(kept)) > 0

    @contextmanager
    def down(self, name: str) -> Iterator[None]:
        """Kill the process and keep it down for the length of the ``with`` block."""
        kept = self._kept[name]
        with kept.lock:
            _kill(kept, with_children=True)
            yield

    def log(self, name: str) -> str:
        """Return what the process, in all its lives, wrote."""
        path = self._kept[name].log
        return path.read_text(errors="replace") if path.exists() else ""

    @property
    def restarts(self) -> int:
        """Return how many processes were started again."""
        return sum(max(0, kept.starts - 1) for kept in self._kept.values())

    def _keep_running(self) -> None:
        while not self._stop.wait(_LOOK_SECONDS):
            for kept in self._kept.values():
                # Who holds the lock is killing or wiping it; it is looked at again soon.
                if kept.lock.acquire(blocking=False):
                    try:
                        self._start_if_down(kept)
                    finally:
                        kept.lock.release()
        for kept in reversed(self._kept.values()):
            with kept.lock:
                _kill(kept, with_children=True)

    def _start_if_down(self, kept: Kept) -> None:
        if kept.process is not None and kept.process.poll() is None:
            return
        with kept.log.open("ab") as log:
            kept.process = subprocess.Popen(
                [sys.executable, "-I", "-S", str(_TETHER), "SIGKILL", "-", *kept.command],
                env=self._environment,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        kept.starts += 1


def children(kept: Kept) -> list[int]:
    """Return the process ids of the children of the kept process."""
    if kept.process is None:
        return []
    found: list[int] = []
    with suppress(OSError):
        for thread in Path(f"/proc/{kept.process.pid}/task").iterdir():
            found += map(int, (thread / "children").read_text().split())
    return found


def _kill(kept: Kept, *, with_children: bool) -> bool:
    if kept.process is None or kept.process.poll() is not None:
        return False
    orphans = children(kept) if with_children else []
    kept.process.kill()
    for child in orphans:
        _kill_pid(child)
    kept.process.wait()
    return True


def _kill_pid(pid: int) -> bool:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True
