"""The data folder: made, checked, and held by one run at a time."""

import fcntl
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from server.cli.refusal import CannotRun

_WAIT_SECONDS = 45.0
_POLL_SECONDS = 0.1


def prepare(folder: Path) -> None:
    """Make the folder (0700) unless it is there; raise ``CannotRun`` when nothing can be written into it."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise CannotRun(f"Cannot write to the data folder {folder} ({reason}). Name another: KSBB_DATA_DIR.") from None


@contextmanager
def held(folder: Path, url: str) -> Iterator[int]:
    """Hold the folder for one supervisor and its children; give the descriptor that each child must inherit.

    Two locks. The first is the supervisor's: whoever finds it taken is told where the other run is. The second is
    passed on to all children: after a supervisor was killed, a new one waits until the last of them is gone, so that
    two queue servers never write the same files. Raises ``CannotRun``.
    """
    with ExitStack() as stack:
        serving = stack.enter_context(_opened(folder / "serve.lock"))
        if not _take(serving):
            other = os.pread(serving, 200, 0).decode(errors="replace").strip() or "unknown"
            raise CannotRun(f"KSBB already runs on the data folder {folder} ({other}).")
        os.ftruncate(serving, 0)
        os.pwrite(serving, f"pid {os.getpid()}, {url}\n".encode(), 0)
        family = stack.enter_context(_opened(folder / "family.lock"))
        _wait_for(family, folder)
        yield family


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _take(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _wait_for(family: int, folder: Path) -> None:
    if _take(family):
        return
    print("Waiting for the processes of the last run to end …", file=sys.stderr, flush=True)
    deadline = time.monotonic() + _WAIT_SECONDS
    while not _take(family):
        if time.monotonic() > deadline:
            raise CannotRun(f"Processes of an earlier run still use the data folder {folder}; end them first.")
        time.sleep(_POLL_SECONDS)
