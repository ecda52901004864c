"""One process under the supervisor."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from server.cli import lifeline

_FIRST_PAUSE_SECONDS = 0.1
_LONGEST_PAUSE_SECONDS = 5.0
_HEALTHY_SECONDS = 5.0


@dataclass
class Child:
    """A command that is kept running. ``dying`` is the signal that the kernel sends it when the supervisor dies.

    ``inherited`` are the descriptors that it keeps open.
    """

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    inherited: tuple[int, ...] = ()
    dying: signal.Signals = signal.SIGKILL
    _process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)
    _started: float = field(default=0.0, init=False)
    _pause: float = field(default=_FIRST_PAUSE_SECONDS, init=False)
    _next: float = field(default=0.0, init=False)

    def start(self) -> None:
        """Start the command in a session of its own, so that Ctrl-C reaches the supervisor only."""
        parent = os.getpid()
        self._started = time.monotonic()
        # The supervisor has one thread, which is what makes a function between fork and exec safe.
        self._process = subprocess.Popen(  # noqa: S603 - the command is ours
            list(self.command),
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            pass_fds=self.inherited,
            start_new_session=True,
            preexec_fn=lambda: lifeline.die_with(parent, self.dying),
        )

    def tend(self) -> str | None:
        """Start the command again when it ended, after a pause that doubles; return what happened, if anything.

        Whatever the exit status: a worker also leaves with 0 when it lost its server.
        """
        if self._process is not None:
            status = self._process.poll()
            if status is None:
                return None
            self._process = None
            is_sound = time.monotonic() - self._started >= _HEALTHY_SECONDS
            self._pause = _FIRST_PAUSE_SECONDS if is_sound else min(self._pause * 2, _LONGEST_PAUSE_SECONDS)
            self._next = time.monotonic() + self._pause
            return f"{self.name} {_ended(status)}; starting it again in {self._pause:.1f} s"
        if time.monotonic() >= self._next:
            self.start()
        return None

    @property
    def is_running(self) -> bool:
        """Say whether the process lives."""
        return self._process is not None and self._process.poll() is None

    def ask_to_stop(self) -> None:
        """Send SIGTERM."""
        if self._process is not None and self.is_running:
            self._process.terminate()

    def kill(self) -> None:
        """Send SIGKILL to the process and all of its group, and wait for its end."""
        if self._process is None:
            return
        if self.is_running:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def _ended(status: int) -> str:
    return f"was ended by {signal.Signals(-status).name}" if status < 0 else f"ended with status {status}"
