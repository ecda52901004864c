"""What both starters share: a short private folder, a tethered process, a wait until it answers."""

import atexit
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

_TETHER = Path(__file__).with_name("tether.py")
_START_SECONDS = 30
_STOP_SECONDS = 10


class ServiceMissing(Exception):
    """The machine cannot run the service; the message says what was looked for."""


def private_folder(name: str) -> Path:
    """Make a folder whose sockets stay below the 104 bytes that macOS allows a socket path (Linux: 108)."""
    base = tempfile.gettempdir()
    return Path(tempfile.mkdtemp(prefix=f"ksbb-{name}-", dir=base if len(base) < 60 else "/tmp"))  # noqa: S108


class Service:
    """A started server process; ``stop`` may be called more than once."""

    def __init__(self, folder: Path, command: Sequence[str], stop_signal: signal.Signals, user: str = "") -> None:
        self.folder = folder
        self._stop_signal = stop_signal
        self._owner = os.getpid()
        self._log = folder / "server.log"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", str(_TETHER), stop_signal.name, user or "-", *command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=folder,
                start_new_session=True,
            )
        atexit.register(self.stop)

    def wait_until(self, answers: Callable[[], bool]) -> None:
        """Return once ``answers()`` holds; raise ``ServiceMissing`` with the end of the log when it never does."""
        deadline = time.monotonic() + _START_SECONDS
        while not answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                tail = self._log.read_text(errors="replace").strip().splitlines()[-3:]
                self.stop()
                raise ServiceMissing(f"{self.folder.name} did not start: {' / '.join(tail)}")
            # The only wait in the suite's plumbing: a server's socket gives no notice of its birth.
            time.sleep(0.02)

    def stop(self) -> None:
        """End the process and remove its folder. A forked child that exits leaves both alone."""
        if os.getpid() != self._owner:
            return
        if self._process.poll() is None:
            self._process.send_signal(self._stop_signal)
            try:
                self._process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
