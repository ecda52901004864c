"""Run a command that dies with its parent: ``python tether.py SIGNAL USER COMMAND…`` (USER ``-``: stay who we are).

A small program rather than a ``preexec_fn``: the test process has threads, and forking Python code among threads is
what the standard library warns of. It needs only the standard library and starts in a few hundredths of a second.
"""

import ctypes
import os
import pwd
import signal
import sys

_PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> None:
    """Become ``USER``, ask the kernel for ``SIGNAL`` at the parent's death, and turn into ``COMMAND``."""
    sig, user, *command = arguments
    if user != "-":
        account = pwd.getpwnam(user)
        os.setgroups([])
        os.setgid(account.pw_gid)
        os.setuid(account.pw_uid)
    # After the change of user, which clears the request. Other systems have no such call; there atexit has to do.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, getattr(signal, sig))
    os.execv(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
