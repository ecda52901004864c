"""Keeps the processes of one installation running, and ends them in order."""

import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import TracebackType

from server.cli.child import Child

_POLL_SECONDS = 0.1
# Longer than any job may take; whoever is still here is killed, which the leases make good.
_GRACE_SECONDS = 35.0


class Supervisor:
    """Children in the order of their start. On leaving the ``with`` block all of them are ended, the first one last.

    ``KeyboardInterrupt`` (Ctrl-C, SIGTERM) is how a run ends; a second one while it ends kills what is left at once.
    """

    def __init__(self) -> None:
        self._children: list[Child] = []

    def __enter__(self) -> "Supervisor":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # The queue server, started first, must outlive the workers that report to it.
        try:
            self._stop(self._children[1:])
            self._stop(self._children[:1])
        except KeyboardInterrupt:
            for child in self._children:
                child.kill()

    def start(self, child: Child) -> Child:
        """Start ``child`` and look after it from now on."""
        self._children.append(child)
        child.start()
        return child

    def watch(self, *, until: Callable[[], bool]) -> None:
        """Start again what ends, until ``until()`` holds; report each end on standard error."""
        while not until():
            for child in self._children:
                happened = child.tend()
                if happened:
                    say(happened)
            time.sleep(_POLL_SECONDS)

    def _stop(self, children: Sequence[Child]) -> None:
        for child in children:
            child.ask_to_stop()
        deadline = time.monotonic() + _GRACE_SECONDS
        while any(child.is_running for child in children) and time.monotonic() < deadline:
            time.sleep(_POLL_SECONDS / 5)
        for child in children:
            child.kill()


def say(line: str) -> None:
    """Print one line of progress on standard error."""
    with suppress(BrokenPipeError):
        print(line, file=sys.stderr, flush=True)
