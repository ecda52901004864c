"""Ties a process to its parent, so that a supervisor that is killed leaves nobody behind who writes."""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1
# Loaded before any fork: a child between fork and exec should not have to look for libraries.
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def die_with(parent: int, sig: signal.Signals = signal.SIGKILL) -> None:
    """Have the kernel send ``sig`` to this process when ``parent`` dies; exit at once when it is dead already.

    Linux only. Elsewhere children of a killed supervisor go on until somebody ends them; the lock that they hold on
    the data folder keeps a new run away from them.
    """
    if _LIBC is None:
        return
    _LIBC.prctl(_PR_SET_PDEATHSIG, int(sig))
    if os.getppid() != parent:
        os._exit(1)
